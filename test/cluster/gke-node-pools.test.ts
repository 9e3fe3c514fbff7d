import assert from "node:assert/strict";
import { gkeConfig, ofType, only, planGke } from "./gke-plan";

const CLUSTER = "gcp:container/cluster:Cluster";
const NODE_POOL = "gcp:container/nodePool:NodePool";

describe("GKE nodes", () => {
  it("come in pools that are replaced without losing capacity", async () => {
    const plan = await planGke(
      gkeConfig({
        nodePools: [
          {
            name: "batch",
            sizes: ["n2-standard-8", "n2d-standard-8"],
            spot: true,
            min: 0,
            max: 12,
            zones: ["europe-west1-b", "europe-west1-c"],
            labels: { workload: "batch" },
            taints: [{ key: "dedicated", value: "batch", effect: "NoSchedule" }],
            diskSizeGiB: 100,
          },
        ],
      }),
    );
    const pool = only(plan, NODE_POOL);
    assert.equal("name" in pool.inputs, false);
    assert.equal("version" in pool.inputs, false);
    assert.deepEqual(pool.ignoreChanges, ["initialNodeCount"]);
    assert.deepEqual(pool.inputs.autoscaling, {
      totalMinNodeCount: 0,
      totalMaxNodeCount: 12,
      locationPolicy: "ANY",
    });
    assert.deepEqual(pool.inputs.nodeLocations, ["europe-west1-b", "europe-west1-c"]);
    assert.equal(pool.inputs.initialNodeCount, 0);
    assert.deepEqual(pool.inputs.upgradeSettings, { strategy: "SURGE", maxSurge: 1, maxUnavailable: 0 });
    const node = Object(pool.inputs.nodeConfig);
    assert.equal(node.machineType, "n2-standard-8");
    assert.equal(node.spot, true);
    assert.equal(node.diskSizeGb, 100);
    assert.deepEqual(node.labels, { workload: "batch" });
    assert.deepEqual(node.taints, [{ key: "dedicated", value: "batch", effect: "NO_SCHEDULE" }]);
  });

  it("begin with a pool's least, spread over its zones, and never with more than its most", async () => {
    const first = async (min: number, max: number): Promise<unknown> =>
      only(await planGke(gkeConfig({ nodePools: [{ name: "a", sizes: ["e2-standard-4"], min, max }] })), NODE_POOL)
        .inputs.initialNodeCount;
    assert.equal(await first(3, 9), 1);
    assert.equal(await first(4, 9), 2);
    assert.equal(await first(1, 2), 0);
  });

  it("spread over zones by name, by number, or over GKE's own three", async () => {
    const zones = async (asked: number | string[]): Promise<unknown> =>
      only(await planGke(gkeConfig({}, { network: { zones: asked } })), CLUSTER).inputs.nodeLocations;
    assert.equal(await zones(3), undefined);
    assert.deepEqual(await zones(2), ["europe-west1-b", "europe-west1-c"]);
    assert.deepEqual(await zones(["europe-west1-d"]), ["europe-west1-d"]);
  });

  it("have two roles and nothing of the project's editor", async () => {
    const plan = await planGke(gkeConfig());
    const roles = ofType(plan, "gcp:projects/iAMMember:IAMMember")
      .filter(({ inputs }) => String(inputs.member).startsWith("serviceAccount:demo-nodes@"))
      .map(({ inputs }) => inputs.role);
    assert.deepEqual(roles.sort(), ["roles/artifactregistry.reader", "roles/container.defaultNodeServiceAccount"]);
  });
});
