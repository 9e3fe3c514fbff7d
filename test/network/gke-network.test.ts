import assert from "node:assert/strict";
import { nodeCapacity, planRanges, podRangeCapacity } from "../../components/network/gke/ranges";
import { gkeConfig, ofType, only, planGke, waitsFor } from "../cluster/gke-plan";

const CLUSTER = "gcp:container/cluster:Cluster";
const SUBNETWORK = "gcp:compute/subnetwork:Subnetwork";

describe("GKE network", () => {
  it("cuts the range into nodes at the beginning and the control plane's /28 at the end", () => {
    assert.deepEqual(planRanges("10.16.0.0/16"), { nodes: "10.16.0.0/20", controlPlane: "10.16.255.240/28" });
    assert.deepEqual(planRanges("10.16.0.0/20"), { nodes: "10.16.0.0/21", controlPlane: "10.16.15.240/28" });
    assert.deepEqual(planRanges("10.16.0.0/24"), { nodes: "10.16.0.0/25", controlPlane: "10.16.0.240/28" });
  });

  it("knows how many nodes the ranges hold", () => {
    assert.equal(nodeCapacity("10.0.0.0/16"), 4092);
    assert.equal(nodeCapacity("10.0.0.0/24"), 124);
    assert.equal(podRangeCapacity("10.64.0.0/16"), 256);
    assert.equal(podRangeCapacity("10.64.0.0/24"), 1);
    assert.equal(podRangeCapacity("10.64.0.0/25"), 0);
  });

  it("has one subnetwork with ranges for pods and Services, private access and flow logs", async () => {
    const plan = await planGke(
      gkeConfig({}, { network: { cidr: "10.16.0.0/16", podCidr: "10.64.0.0/17", serviceCidr: "10.96.0.0/22" } }),
    );
    assert.equal(only(plan, "gcp:compute/network:Network").inputs.autoCreateSubnetworks, false);
    const { inputs, customTimeouts } = only(plan, SUBNETWORK);
    assert.equal(inputs.ipCidrRange, "10.16.0.0/20");
    assert.equal(inputs.privateIpGoogleAccess, true);
    assert.deepEqual(inputs.secondaryIpRanges, [
      { rangeName: "pods", ipCidrRange: "10.64.0.0/17" },
      { rangeName: "services", ipCidrRange: "10.96.0.0/22" },
    ]);
    assert.equal(Object(inputs.logConfig).metadata, "INCLUDE_ALL_METADATA");
    assert.equal(customTimeouts?.delete, "20m");
    const cluster = only(plan, CLUSTER);
    assert.deepEqual(cluster.inputs.ipAllocationPolicy, {
      clusterSecondaryRangeName: "pods",
      servicesSecondaryRangeName: "services",
    });
    assert.equal(Object(cluster.inputs.privateClusterConfig).masterIpv4CidrBlock, "10.16.255.240/28");
  });

  it("logs no flows where that is turned off", async () => {
    const plan = await planGke(gkeConfig({}, { network: { flowLogs: false } }));
    assert.equal("logConfig" in only(plan, SUBNETWORK).inputs, false);
  });

  for (const mode of ["standard", "auto"] as const) {
    it(`lets the ${mode} control plane reach webhooks on the nodes, and nobody else`, async () => {
      const plan = await planGke(gkeConfig({ mode }));
      const { inputs } = only(plan, "gcp:compute/firewall:Firewall");
      assert.deepEqual(inputs.sourceRanges, ["10.0.255.240/28"]);
      assert.deepEqual(inputs.allows, [{ protocol: "tcp", ports: ["8443", "9443"] }]);
      const tags =
        mode === "auto"
          ? Object(only(plan, CLUSTER).inputs.nodePoolAutoConfig).networkTags.tags
          : Object(only(plan, "gcp:container/nodePool:NodePool").inputs.nodeConfig).tags;
      assert.deepEqual(inputs.targetTags, tags);
    });
  }

  it("sends nodes out through Cloud NAT for all ranges", async () => {
    const { inputs } = only(await planGke(gkeConfig()), "gcp:compute/routerNat:RouterNat");
    assert.equal(inputs.sourceSubnetworkIpRangesToNat, "ALL_SUBNETWORKS_ALL_IP_RANGES");
    assert.equal(inputs.natIpAllocateOption, "AUTO_ONLY");
  });

  it("uses a network that exists as it is", async () => {
    const existing = { id: "shared", privateSubnets: ["nodes"], podRange: "gke-pods", serviceRange: "gke-services" };
    const plan = await planGke(gkeConfig({}, { network: { existing } }));
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("gcp:compute/")),
      [],
    );
    const { inputs } = only(plan, CLUSTER);
    assert.equal(inputs.network, "shared");
    assert.equal(inputs.subnetwork, "nodes");
    assert.deepEqual(inputs.ipAllocationPolicy, {
      clusterSecondaryRangeName: "gke-pods",
      servicesSecondaryRangeName: "gke-services",
    });
    assert.equal("masterIpv4CidrBlock" in Object(inputs.privateClusterConfig), false);
    assert.deepEqual(plan.invokes.find(({ token }) => token.endsWith(":getSubnetwork"))?.args, {
      name: "nodes",
      region: "europe-west1",
      project: "example-project",
    });
  });
});

describe("Cloud DNS zone", () => {
  const input = { domain: "platform.example.com", certificates: { email: "platform@example.com" } };

  it("is made with DNSSEC, waits for the API, and is destroyed with its records only where it is not protected", async () => {
    for (const environment of ["dev", "prod"] as const) {
      const plan = await planGke(gkeConfig({}, { ...input, environment }), {
        use: ({ dns }) => ({ nameServers: dns?.nameServers, solver: dns?.solver({} as never) }),
      });
      const zone = only(plan, "gcp:dns/managedZone:ManagedZone");
      assert.equal(zone.inputs.dnsName, "platform.example.com.");
      assert.deepEqual(zone.inputs.dnssecConfig, { state: "on" });
      assert.equal(zone.inputs.forceDestroy, environment === "dev");
      assert.equal((plan.outputs.nameServers as string[]).length, 4);
      assert.ok(waitsFor(plan, zone, only(plan, "gcp:projects/service:Service", "demo-project-dns")));
      assert.match(
        JSON.stringify(plan.outputs.solver),
        /"hostedZoneName":"demo-dns-[0-9a-f]{7}","project":"example-project"/,
      );
    }
  });

  it("is used by its name in Cloud DNS, or found by its DNS name", async () => {
    const planZone = (id: string | undefined, zones: readonly object[]) =>
      planGke(gkeConfig({}, { ...input, dns: { manage: "use", id } }), {
        fixtures: {
          resources: {},
          invokes: {
            "gcp:organizations/getProject:getProject": () => ({ id: "projects/acme", number: "1" }),
            "gcp:dns/getManagedZones:getManagedZones": () => ({ managedZones: zones }),
          },
        },
        use: ({ dns }) => ({ nameServers: dns?.nameServers, solver: dns?.solver({} as never) }),
      });
    const zones = [
      { name: "internal", dnsName: "platform.example.com.", visibility: "private" },
      { name: "platform", dnsName: "platform.example.com.", visibility: "public" },
    ];
    const found = await planZone(undefined, zones);
    assert.deepEqual(found.outputs.solver, { cloudDNS: { project: "acme", hostedZoneName: "platform" } });
    assert.equal(found.outputs.nameServers, undefined);
    assert.equal(ofType(found, "gcp:dns/managedZone:ManagedZone").length, 0);
    const named = await planZone("given", []);
    assert.deepEqual(named.outputs.solver, { cloudDNS: { project: "acme", hostedZoneName: "given" } });
    await assert.rejects(
      planZone(undefined, []),
      /project acme has no public zone platform\.example\.com; set kiban:dns\.manage/,
    );
  });
});
