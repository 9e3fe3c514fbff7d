import { strict as assert } from "node:assert";
import type { Environment } from "../../stacks/config";
import type { Plan, PlannedResource } from "../../engine";
import { eksInput, ofType, only, planEks } from "./eks-plan";

const CLUSTER = "aws:eks/cluster:Cluster";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

interface ClusterInputs {
  readonly accessConfig: object;
  readonly deletionProtection: boolean;
  readonly enabledClusterLogTypes: readonly string[];
  readonly encryptionConfig: { readonly provider: { readonly keyArn: string }; readonly resources: readonly string[] };
  readonly vpcConfig: Readonly<Record<string, unknown>>;
  readonly upgradePolicy: object;
  readonly version: string;
}

interface LaunchTemplateInputs {
  readonly metadataOptions: object;
  readonly blockDeviceMappings: readonly { readonly ebs: Readonly<Record<string, unknown>> }[];
  readonly networkInterfaces: unknown;
}

/** Inputs in the shape that their type has in the provider's SDK. */
function inputs<T>(resource: PlannedResource): T {
  return resource.inputs as T;
}

/** The key that other resources are given. */
function keyArn(plan: Plan): unknown {
  return only(plan, "aws:kms/key:Key").outputs.arn;
}

function statements(json: unknown): readonly { Sid?: string; Principal: unknown; Condition?: unknown }[] {
  return (JSON.parse(String(json)) as { Statement: [] }).Statement;
}

for (const environment of ["dev", "prod"] satisfies Environment[]) {
  for (const mode of ["standard", "auto"] as const) {
    describe(`EKS security: ${environment}, ${mode}`, () => {
      const isProd = environment === "prod";
      let plan: Plan;
      before(async () => {
        plan = await planEks(eksInput({ mode }, { environment, domain: "example.com" }));
      });

      it("shows the API server to the network only (E01, E02)", () => {
        const { vpcConfig } = inputs<ClusterInputs>(only(plan, CLUSTER));
        assert.equal(vpcConfig.endpointPrivateAccess, true);
        assert.equal(vpcConfig.endpointPublicAccess, false);
        assert.equal(vpcConfig.publicAccessCidrs, undefined);
      });

      it("encrypts Secrets with the stack's own key, which rotates (E03)", () => {
        const { encryptionConfig } = inputs<ClusterInputs>(only(plan, CLUSTER));
        assert.deepEqual(encryptionConfig, { provider: { keyArn: keyArn(plan) }, resources: ["secrets"] });
        assert.equal(only(plan, "aws:kms/key:Key").inputs.enableKeyRotation, true);
      });

      it("writes all control-plane logs to a group with retention that is there first (E04)", () => {
        const cluster = only(plan, CLUSTER);
        assert.deepEqual(inputs<ClusterInputs>(cluster).enabledClusterLogTypes, [
          "api",
          "audit",
          "authenticator",
          "controllerManager",
          "scheduler",
        ]);
        const group = only(plan, "aws:cloudwatch/logGroup:LogGroup", "demo-control-plane-logs");
        assert.equal(group.inputs.name, "/aws/eks/demo/cluster");
        assert.equal(group.inputs.retentionInDays, isProd ? 365 : 7);
        assert.ok(only(plan, "eks:index:Cluster").dependencies.includes(group.urn));
      });

      it("encrypts every log group and keeps none for ever", () => {
        for (const { inputs, name } of ofType(plan, "aws:cloudwatch/logGroup:LogGroup")) {
          assert.equal(inputs.kmsKeyId, keyArn(plan), name);
          assert.ok(Number(inputs.retentionInDays) > 0, name);
        }
      });

      it("gives access by entries alone and none to the creator for good (E05)", () => {
        assert.deepEqual(inputs<ClusterInputs>(only(plan, CLUSTER)).accessConfig, {
          authenticationMode: "API",
          bootstrapClusterCreatorAdminPermissions: false,
        });
      });

      it("keeps pods from the nodes' metadata and encrypts their disks (E06, E07)", () => {
        const templates = ofType(plan, "aws:ec2/launchTemplate:LaunchTemplate");
        assert.equal(templates.length, ofType(plan, NODE_GROUP).length);
        for (const template of templates) {
          const { metadataOptions, blockDeviceMappings, networkInterfaces } = inputs<LaunchTemplateInputs>(template);
          assert.deepEqual(metadataOptions, {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
          });
          assert.ok(blockDeviceMappings.length > 0);
          for (const { ebs } of blockDeviceMappings) {
            assert.equal(ebs.encrypted, "true");
            assert.equal(ebs.kmsKeyId, keyArn(plan));
            assert.equal(ebs.volumeType, "gp3");
          }
          assert.equal(networkInterfaces, undefined);
        }
      });

      it("starts nodes from their template, in private subnets, without SSH (E06, E08)", () => {
        const privateIds = new Set(
          ofType(plan, "aws:ec2/subnet:Subnet")
            .filter(({ name }) => name.includes("-private-"))
            .map(({ outputs }) => outputs.id),
        );
        for (const group of ofType(plan, NODE_GROUP)) {
          assert.equal(group.inputs.remoteAccess, undefined);
          assert.ok((group.inputs.launchTemplate as { id: string }).id.startsWith("lt-"));
          const subnets = group.inputs.subnetIds as readonly string[];
          assert.equal(subnets.length, 3);
          assert.ok(subnets.every((id) => privateIds.has(id)));
        }
      });

      it("repairs nodes, and protects what cannot be had again in prod (E09)", () => {
        for (const group of ofType(plan, NODE_GROUP)) {
          assert.deepEqual(group.inputs.nodeRepairConfig, { enabled: true });
        }
        assert.equal(inputs<ClusterInputs>(only(plan, CLUSTER)).deletionProtection, isProd);
        for (const type of [CLUSTER, "eks:index:Cluster", "aws:kms/key:Key", "aws:route53/zone:Zone"]) {
          assert.equal(only(plan, type).protect, isProd, type);
        }
        const kept = ofType(plan, "aws:cloudwatch/logGroup:LogGroup").filter(({ retainOnDelete }) => retainOnDelete);
        assert.equal(kept.length, isProd ? 2 : 0, "audit and application logs outlive a prod cluster");
      });

      it("leaves administrators free to come and go in prod", () => {
        for (const entry of ofType(plan, "aws:eks/accessEntry:AccessEntry")) {
          assert.equal(entry.protect, false, entry.name);
        }
      });

      it("gives no AWS permission to pods by way of the node (E10)", () => {
        const attached = ofType(plan, "aws:iam/rolePolicyAttachment:RolePolicyAttachment")
          .filter(({ parent }) => parent?.includes("kiban:cluster:NodeRole"))
          .map(({ inputs }) => String(inputs.policyArn).split("/").at(-1));
        assert.deepEqual(
          attached,
          mode === "auto" ? [] : ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"],
        );
      });

      it("opens the key to its account, to the cluster's own logs and to node disks only", () => {
        const policy = statements(only(plan, "aws:kms/key:Key").inputs.policy);
        assert.deepEqual(
          policy.map(({ Sid }) => Sid),
          mode === "auto" ? ["Account", "Logs"] : ["Account", "Logs", "NodeDisks", "NodeDiskGrants"],
        );
        const role =
          "arn:aws:iam::123456789012:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
        for (const { Condition } of policy.slice(2)) {
          const { StringEquals } = Condition as { StringEquals: object };
          assert.deepEqual(StringEquals, { "aws:PrincipalArn": role, "kms:CallerAccount": "123456789012" });
        }
        assert.deepEqual(policy[1]?.Condition, {
          ArnLike: {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-central-1:123456789012:log-group:/aws/eks/demo/*",
          },
        });
      });

      it("stays in standard support", () => {
        assert.deepEqual(inputs<ClusterInputs>(only(plan, CLUSTER)).upgradePolicy, { supportType: "STANDARD" });
      });
    });
  }
}

describe("EKS security: public endpoint", () => {
  it("is open to the configured ranges only, beside the private one (E02)", async () => {
    const plan = await planEks(eksInput({ endpoint: { publicCidrs: ["203.0.113.0/24"] } }));
    const { vpcConfig } = inputs<ClusterInputs>(only(plan, CLUSTER));
    assert.equal(vpcConfig.endpointPrivateAccess, true);
    assert.equal(vpcConfig.endpointPublicAccess, true);
    assert.deepEqual(vpcConfig.publicAccessCidrs, ["203.0.113.0/24"]);
    assert.ok(!plan.diagnostics.some(({ message }) => message.includes("TCP 443")));
  });

  it("warns where it is missing that `up` needs a way into the network", async () => {
    const plan = await planEks(eksInput());
    assert.ok(plan.diagnostics.some(({ message }) => message.includes("TCP 443")));
  });
});
