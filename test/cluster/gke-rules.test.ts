import assert from "node:assert/strict";
import type { Plan, PlanValue } from "../../engine";
import { gkeConfig, only, planGke } from "./gke-plan";

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";

/** The value at a dotted path; undefined where there is none. */
function at(value: PlanValue | undefined, path: string): PlanValue | undefined {
  return path
    .split(".")
    .reduce<PlanValue | undefined>(
      (inner, key) => (inner as { [key: string]: PlanValue } | undefined | null)?.[key] ?? undefined,
      value,
    );
}

for (const environment of ["dev", "prod"] as const) {
  for (const mode of ["standard", "auto"] as const) {
    describe(`security rules of GKE ${mode} in ${environment}`, () => {
      let plan: Plan;
      const cluster = (path: string): PlanValue | undefined => at(only(plan, CLUSTER).inputs, path);
      const pool = (path: string): PlanValue | undefined => at(only(plan, NODE_POOL).inputs, path);

      before(async () => {
        plan = await planGke(gkeConfig({ mode }, { environment }));
      });

      it("G01 keeps nodes private", () => {
        assert.equal(cluster("privateClusterConfig.enablePrivateNodes"), true);
      });

      it("G02 has no public address", () => {
        assert.equal(cluster("privateClusterConfig.enablePrivateEndpoint"), true);
        assert.equal(cluster("controlPlaneEndpointsConfig.ipEndpointsConfig.enabled"), false);
        assert.equal(cluster("controlPlaneEndpointsConfig.dnsEndpointConfig.allowExternalTraffic"), true);
      });

      it("G03 names the networks that may reach an IP endpoint", () => {
        assert.deepEqual(cluster("masterAuthorizedNetworksConfig.cidrBlocks"), [
          { cidrBlock: "10.0.0.0/20", displayName: "Nodes" },
        ]);
      });

      it("G04 encrypts Secrets with the stack's key", () => {
        assert.equal(cluster("databaseEncryption.state"), "ENCRYPTED");
        assert.match(String(cluster("databaseEncryption.keyName")), /\/cryptoKeys\/demo-keys-secrets-/);
      });

      it("G05 gives pods identities of their own", () => {
        assert.equal(cluster("workloadIdentityConfig.workloadPool"), "example-project.svc.id.goog");
        if (mode === "standard") assert.equal(pool("nodeConfig.workloadMetadataConfig.mode"), "GKE_METADATA");
      });

      it("G08 follows a release channel", () => {
        assert.equal(cluster("releaseChannel.channel"), "REGULAR");
      });

      it("G10 logs the control plane and watches the system", () => {
        assert.deepEqual(cluster("loggingConfig.enableComponents"), [
          "SYSTEM_COMPONENTS",
          "APISERVER",
          "SCHEDULER",
          "CONTROLLER_MANAGER",
        ]);
        assert.deepEqual(cluster("monitoringConfig.enableComponents"), ["SYSTEM_COMPONENTS"]);
      });

      it("G11 has no legacy authorization, client certificate or alpha feature", () => {
        assert.equal(cluster("enableLegacyAbac"), false);
        assert.equal(cluster("masterAuth.clientCertificateConfig.issueClientCertificate"), false);
        assert.equal(cluster("enableKubernetesAlpha"), false);
      });

      it("G13 enforces binary authorization and watches the security posture", () => {
        assert.equal(cluster("binaryAuthorization.evaluationMode"), "PROJECT_SINGLETON_POLICY_ENFORCE");
        assert.equal(cluster("securityPostureConfig.mode"), "BASIC");
      });

      if (mode === "standard") {
        it("G06 boots shielded nodes", () => {
          assert.equal(cluster("enableShieldedNodes"), true);
          assert.deepEqual(pool("nodeConfig.shieldedInstanceConfig"), {
            enableSecureBoot: true,
            enableIntegrityMonitoring: true,
          });
        });

        it("G07 repairs and upgrades nodes", () => {
          assert.deepEqual(pool("management"), { autoRepair: true, autoUpgrade: true });
        });

        it("G09 G10 enforces network policies and sees the traffic within a node", () => {
          assert.equal(cluster("datapathProvider"), "ADVANCED_DATAPATH");
          assert.equal(cluster("enableIntranodeVisibility"), true);
          assert.equal(cluster("networkPolicy"), undefined);
        });

        it("G12 G13 gives nodes an account, an image and an encrypted disk of their own", () => {
          assert.equal(pool("nodeConfig.serviceAccount"), "demo-nodes@example-project.iam.gserviceaccount.com");
          assert.equal(pool("nodeConfig.imageType"), "COS_CONTAINERD");
          assert.equal(pool("nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled"), "FALSE");
          assert.match(String(pool("nodeConfig.bootDiskKmsKey")), /\/cryptoKeys\/demo-keys-disks-/);
          assert.deepEqual(pool("nodeConfig.metadata"), { "disable-legacy-endpoints": "true" });
        });
      } else {
        it("G12 G13 gives Autopilot's nodes an account and an encrypted disk", () => {
          const defaults = "clusterAutoscaling.autoProvisioningDefaults";
          assert.equal(cluster(`${defaults}.serviceAccount`), "demo-nodes@example-project.iam.gserviceaccount.com");
          assert.match(String(cluster(`${defaults}.bootDiskKmsKey`)), /\/cryptoKeys\/demo-keys-disks-/);
          assert.equal(cluster("nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled"), "FALSE");
        });
      }
    });
  }
}
