import assert from "node:assert/strict";
import { parseMachineSize } from "../../components/cluster/aks/machine-size";
import { agentPoolName, mostNodes } from "../../components/cluster/aks/node-pools";
import { stackConfig } from "../support/config";
import { aksInput, only, planAks } from "./aks-plan";

const SYSTEM = { name: "system", sizes: ["Standard_D4s_v5"], min: 2, max: 3 };
const POOL = "containerservice:AgentPool";

type PoolInput = NonNullable<NonNullable<Parameters<typeof aksInput>[0]>["nodePools"]>[number];

async function planned(pool: PoolInput): Promise<Readonly<Record<string, unknown>>> {
  const plan = await planAks(aksInput({ nodePools: [SYSTEM, pool] }));
  return only(plan, POOL).inputs;
}

describe("AKS node pools", () => {
  it("roll with more nodes, not with fewer, and leave the count to the autoscaler", async () => {
    const plan = await planAks(
      aksInput({ nodePools: [SYSTEM, { name: "general", sizes: ["Standard_D4s_v5"], min: 2 }] }),
    );
    const { inputs, ignoreChanges, deleteBeforeReplace } = only(plan, POOL);
    assert.deepEqual(inputs.upgradeSettings, {
      maxSurge: "33%",
      drainTimeoutInMinutes: 30,
      undrainableNodeBehavior: "Cordon",
    });
    assert.deepEqual(ignoreChanges, ["count"]);
    assert.equal(deleteBeforeReplace, false);
    assert.deepEqual([inputs.count, inputs.minCount, inputs.maxCount], [2, 2, 3]);
  });

  it("spread over the network's zones unless a pool names its own", async () => {
    const general = { name: "general", sizes: ["Standard_D4s_v5"] };
    assert.deepEqual((await planned(general)).availabilityZones, ["1", "2", "3"]);
    assert.deepEqual((await planned({ ...general, zones: ["2"] })).availabilityZones, ["2"]);
  });

  it("carry labels and taints", async () => {
    const inputs = await planned({
      name: "batch",
      sizes: ["Standard_D4s_v5"],
      labels: { "example.com/kind": "batch" },
      taints: [{ key: "dedicated", value: "batch", effect: "NoSchedule" }],
    });
    assert.deepEqual(inputs.nodeLabels, { "example.com/kind": "batch" });
    assert.deepEqual(inputs.nodeTaints, ["dedicated=batch:NoSchedule"]);
  });

  it("on spot list the taint that AKS sets, and do not surge", async () => {
    const inputs = await planned({ name: "spot", sizes: ["Standard_D4s_v5"], spot: true, min: 0, max: 5 });
    assert.equal(inputs.scaleSetPriority, "Spot");
    assert.equal(inputs.scaleSetEvictionPolicy, "Delete");
    assert.equal(inputs.spotMaxPrice, -1);
    assert.deepEqual(inputs.nodeTaints, ["kubernetes.azure.com/scalesetpriority=spot:NoSchedule"]);
    assert.deepEqual(inputs.nodeLabels, { "kubernetes.azure.com/scalesetpriority": "spot" });
    assert.equal("upgradeSettings" in inputs, false);
  });

  it("on Arm go without trusted launch, which is made for x86", async () => {
    const inputs = await planned({ name: "arm", sizes: ["Standard_D4ps_v5"] });
    assert.deepEqual(inputs.securityProfile, { enableSecureBoot: false, enableVTPM: false });
    assert.equal(inputs.enableEncryptionAtHost, true);
  });

  it("get another name exactly when Azure would have to make them anew", () => {
    const base = stackConfig(aksInput({ nodePools: [{ name: "general", sizes: ["Standard_D4s_v5"] }] }));
    assert.equal(base.cluster.provider, "aks");
    const [pool] = base.cluster.provider === "aks" ? base.cluster.nodePools : [];
    assert.ok(pool);
    const name = agentPoolName(pool, ["1"]);
    assert.match(name, /^general[a-z0-9]{4}$/);
    for (const same of [
      { max: 9 },
      { min: 2 },
      { labels: { a: "b" } },
      { sizes: ["Standard_D4s_v5", "Standard_D8s_v5"] },
    ]) {
      assert.equal(agentPoolName({ ...pool, ...same }, ["1"]), name, JSON.stringify(same));
    }
    for (const other of [{ sizes: ["Standard_D8s_v5"] }, { diskSizeGiB: 99 }, { spot: true }, { zones: ["2"] }]) {
      assert.notEqual(agentPoolName({ ...pool, ...other }, ["1"]), name, JSON.stringify(other));
    }
    assert.notEqual(agentPoolName(pool, ["1", "2"]), name);
  });

  it("keep Azure's names apart and short, however long their own are", () => {
    const pool = {
      spot: false,
      min: 1,
      max: 1,
      zones: [],
      labels: {},
      taints: [],
      diskSizeGiB: 64,
      sizes: ["Standard_D4s_v5"],
    };
    const names = ["generalpool1", "generalpool2"].map((name) => agentPoolName({ ...pool, name }, ["1"]));
    assert.equal(new Set(names).size, 2);
    for (const name of names) assert.match(name, /^[a-z][a-z0-9]{0,11}$/);
  });

  it("count the nodes that a roll adds", () => {
    const pool = {
      name: "a",
      spot: false,
      min: 1,
      max: 10,
      zones: [],
      labels: {},
      taints: [],
      diskSizeGiB: 64,
      sizes: [],
    };
    assert.equal(mostNodes(pool), 14);
    assert.equal(mostNodes({ ...pool, spot: true }), 10);
  });
});

describe("names of Azure machine sizes", () => {
  it("tell vCPUs, processor, disks and bursting", () => {
    const cases: [string, number, boolean, boolean, boolean][] = [
      ["Standard_D4s_v5", 4, false, true, false],
      ["Standard_D8ps_v5", 8, true, true, false],
      ["Standard_D4_v5", 4, false, false, false],
      ["Standard_B4ms", 4, false, true, true],
      ["Standard_DS2_v2", 2, false, true, false],
      ["Standard_E64-16ds_v4", 64, false, true, false],
      ["Standard_NC4as_T4_v3", 4, false, true, false],
    ];
    for (const [name, vcpus, arm64, premiumStorage, burstable] of cases) {
      const size = parseMachineSize(name);
      assert.deepEqual(
        [size?.vcpus, size?.arm64, size?.premiumStorage, size?.burstable],
        [vcpus, arm64, premiumStorage, burstable],
        name,
      );
    }
  });

  it("are not those of other clouds", () => {
    for (const name of ["m7i.large", "e2-standard-4", "D4s_v5", ""])
      assert.equal(parseMachineSize(name), undefined, name);
  });
});
