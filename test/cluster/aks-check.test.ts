import assert from "node:assert/strict";
import { target } from "../../components/cluster/aks";
import { ADMINS, aksInput, problems, prodInput } from "./aks-plan";

const VNET =
  "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";
const SYSTEM = { name: "system", sizes: ["Standard_D4s_v5"], min: 2, max: 3 };
const GENERAL = { name: "general", sizes: ["Standard_D4s_v5"] };

/** Asserts that `input` has exactly one problem, which matches. */
function refused(input: Parameters<typeof problems>[0], expected: RegExp): void {
  const found = problems(input);
  assert.equal(found.length, 1, found.join("\n") || "no problem found");
  assert.match(found[0] ?? "", expected);
}

describe("AKS accepts", () => {
  it("the smallest configuration and production", () => {
    for (const input of [aksInput(), prodInput(), aksInput({ mode: "auto" }), prodInput({ mode: "auto" })]) {
      assert.deepEqual(problems(input), []);
    }
  });

  it("its own presets, in every environment and mode", () => {
    for (const environment of ["dev", "staging", "prod"] as const) {
      for (const mode of ["standard", "auto"] as const) {
        assert.deepEqual(problems(aksInput({ mode }, { environment })), [], `${environment} ${mode}`);
        assert.equal(target.preset(environment, mode).nodePools.length, mode === "auto" ? 1 : 2);
      }
    }
  });

  it("an existing network", () => {
    const existing = {
      id: VNET,
      privateSubnets: [`${VNET}/subnets/nodes`],
      apiServerSubnet: `${VNET.replace("virtualNetworks", "virtualnetworks")}/subnets/api`,
    };
    assert.deepEqual(problems(aksInput({}, { network: { existing } })), []);
  });
});

describe("AKS refuses", () => {
  it("regions, subscriptions and groups that are not Azure's", () => {
    refused(
      aksInput({ region: "West Europe" }),
      /^cluster\.region: West Europe is no name of an Azure region .*westeurope/,
    );
    refused(aksInput({ region: "eu-central-1" }), /^cluster\.region/);
    refused(aksInput({ account: "123456789012" }), /^cluster\.account: 123456789012 is no Azure subscription id/);
    refused(aksInput({ adminGroups: [ADMINS, "admins"] }), /^cluster\.adminGroups\.1: admins is no object id/);
  });

  it("more ranges for the API server than there is room for", () => {
    const publicCidrs = Array.from({ length: 200 }, (_, index) => `203.0.${index}.0/24`);
    refused(
      aksInput({ endpoint: { publicCidrs } }),
      /^cluster\.endpoint\.publicCidrs: 200 ranges are more than the 199/,
    );
    assert.deepEqual(problems(aksInput({ endpoint: { publicCidrs: publicCidrs.slice(1) } })), []);
  });

  it("system pools that cannot carry the system", () => {
    const cases: [object, RegExp][] = [
      [{ spot: true }, /nodePools\.0\.spot/],
      [{ min: 1 }, /nodePools\.0\.min: AKS asks for at least 2/],
      [{ sizes: ["Standard_B4ms"] }, /nodePools\.0\.sizes: AKS takes no burstable/],
      [{ sizes: ["Standard_D2s_v5"] }, /nodePools\.0\.sizes: AKS asks for at least 4 vCPUs/],
      [{ taints: [{ key: "a", value: "b", effect: "NoSchedule" }] }, /nodePools\.0\.taints/],
    ];
    for (const [change, expected] of cases)
      refused(aksInput({ nodePools: [{ ...SYSTEM, ...change }, GENERAL] }), expected);
    refused(aksInput({ mode: "auto", nodePools: [] }), /^cluster\.nodePools: AKS needs a system pool/);
  });

  it("a cluster where no pod finds a node", () => {
    const taints = [{ key: "CriticalAddonsOnly", value: "true", effect: "NoSchedule" as const }];
    const expected = /^cluster\.nodePools: every pool is tainted or spot/;
    refused(aksInput({ nodePools: [{ ...SYSTEM, taints }] }), expected);
    refused(
      aksInput({
        nodePools: [
          { ...SYSTEM, taints },
          { ...GENERAL, spot: true },
        ],
      }),
      expected,
    );
    assert.deepEqual(problems(aksInput({ nodePools: [SYSTEM] })), []);
    assert.deepEqual(problems(aksInput({ mode: "auto", nodePools: [{ ...SYSTEM, max: 2, taints }] })), []);
  });

  it("names, labels, sizes, disks and zones that AKS does not have", () => {
    const cases: [object, RegExp][] = [
      [{ name: "my-pool" }, /nodePools\.1\.name: my-pool is no name/],
      [{ labels: { "kubernetes.azure.com/mode": "user" } }, /nodePools\.1\.labels\.kubernetes\.azure\.com\/mode/],
      [{ sizes: ["m7i.large"] }, /nodePools\.1\.sizes\.0: m7i\.large is no Azure machine size/],
      [{ sizes: ["Standard_D4_v5"] }, /nodePools\.1\.sizes\.0: Standard_D4_v5 takes no premium disks/],
      [{ diskSizeGiB: 20 }, /nodePools\.1\.diskSizeGiB: 20 GiB are too few/],
      [{ zones: ["1", "westeurope-2"] }, /nodePools\.1\.zones\.1: westeurope-2 is no availability zone/],
    ];
    for (const [change, expected] of cases)
      refused(aksInput({ nodePools: [SYSTEM, { ...GENERAL, ...change }] }), expected);
    refused(aksInput({}, { network: { zones: 4 } }), /^network\.zones: Azure regions have 3 zones/);
    refused(aksInput({}, { network: { zones: ["1", "a"] } }), /^network\.zones\.1: a is no availability zone/);
  });

  it("autoscaled pools beside node auto-provisioning", () => {
    refused(
      aksInput({ mode: "auto", nodePools: [SYSTEM] }),
      /nodePools\.0\.max: AKS allows no autoscaled pools.*set max: 2/,
    );
  });

  it("ranges that AKS uses itself", () => {
    const network = { podCidr: "172.16.0.0/12" };
    const found = problems(aksInput({}, { network }));
    assert.equal(found.length, 2, "172.30.0.0/16 and 172.31.0.0/16");
    assert.match(found[0] ?? "", /^network\.podCidr: 172\.16\.0\.0\/12 overlaps 172\.30\.0\.0\/16/);
    refused(aksInput({}, { network: { cidr: "192.0.0.0/16" } }), /^network\.cidr: .* overlaps 192\.0\.2\.0\/24/);
    refused(
      aksInput({}, { network: { serviceCidr: "169.254.0.0/20" } }),
      /^network\.serviceCidr: .* overlaps 169\.254/,
    );
  });

  it("services' ranges that are too large or too small", () => {
    refused(aksInput({}, { network: { serviceCidr: "10.96.0.0/12" } }), /^network\.serviceCidr: .* is too large/);
    refused(
      aksInput({}, { network: { serviceCidr: "10.96.0.0/29" } }),
      /^network\.serviceCidr: .* no address for .* DNS/,
    );
    assert.deepEqual(problems(aksInput({}, { network: { serviceCidr: "10.96.0.0/28" } })), []);
  });

  it("more nodes than pods' or nodes' ranges have room for, those of a roll among them", () => {
    const nodePools = [SYSTEM, { ...GENERAL, max: 12 }];
    // 3 + 1 and 12 + 4 nodes: a /24 each.
    assert.deepEqual(problems(aksInput({ nodePools }, { network: { podCidr: "10.64.0.0/19" } })).length, 0);
    assert.deepEqual(
      problems(aksInput({ nodePools: [SYSTEM, { ...GENERAL, max: 8 }] }, { network: { podCidr: "10.64.0.0/20" } })),
      [],
    );
    refused(
      aksInput({ nodePools }, { network: { podCidr: "10.64.0.0/20" } }),
      /^network\.podCidr: 10\.64\.0\.0\/20 has room for 16 nodes, a \/24 each; the pools reach 20 .*\/19 or larger/,
    );
    // Half of a /26 has 27 addresses beside the 5 that Azure keeps.
    assert.deepEqual(problems(aksInput({ nodePools }, { network: { cidr: "10.0.0.0/26" } })), []);
    refused(
      aksInput({ nodePools }, { network: { cidr: "10.0.0.0/27" } }),
      /^network\.cidr: its first half, 10\.0\.0\.0\/28, has 11 addresses for nodes; the pools reach 20/,
    );
    refused(aksInput({ nodePools }, { network: { cidr: "10.0.0.0/28" } }), /^network\.cidr: .* is too small for nodes/);
  });

  it("existing networks that are not one network", () => {
    const existing = { id: VNET, privateSubnets: [`${VNET}/subnets/nodes`], apiServerSubnet: `${VNET}/subnets/api` };
    const network = (change: object): ReturnType<typeof aksInput> =>
      aksInput({}, { network: { existing: { ...existing, ...change } } });
    refused(
      network({ privateSubnets: [`${VNET}/subnets/a`, `${VNET}/subnets/b`] }),
      /privateSubnets: AKS nodes join one subnet/,
    );
    refused(network({ apiServerSubnet: "api" }), /apiServerSubnet: api is no resource id of a subnet of this network/);
    refused(network({ apiServerSubnet: `${VNET}2/subnets/api` }), /apiServerSubnet/);
    refused(network({ apiServerSubnet: `${VNET}/subnets/nodes` }), /takes nothing else/);
    assert.match(
      problems(network({ id: "vpc-1" }))[0] ?? "",
      /existing\.id: vpc-1 is no resource id of a virtual network/,
    );
  });

  it("zones in use without an id that fits", () => {
    const dns = (id?: string): ReturnType<typeof prodInput> =>
      prodInput({}, { dns: { zone: "platform.example.com", manage: "use", ...(id !== undefined && { id }) } });
    const group = VNET.replace(/\/virtualNetworks.*/, "/dnsZones");
    refused(dns(), /^dns\.id: Azure finds a zone by its resource group/);
    refused(dns("Z123"), /^dns\.id: Z123 is no resource id/);
    refused(
      dns(`${group}/example.org`),
      /^dns\.id: this is the id of the zone example\.org, not of platform\.example\.com/,
    );
    assert.deepEqual(problems(dns(`${group}/platform.example.com`)), []);
  });

  it("retention beyond a workspace's and tags that Azure does not take", () => {
    refused(
      aksInput({}, { availability: { logRetentionDays: 800 } }),
      /^availability\.logRetentionDays: 800 days are more/,
    );
    refused(aksInput({}, { tags: { "a/b": "c" } }), /^tags\.a\/b/);
    const tags = Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`t${index}`, "x"]));
    refused(aksInput({}, { tags }), /^tags: 16 tags are more than the 15/);
  });
});
