import assert from "node:assert/strict";
import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { diffPlans, type Plan, type PlanValue } from "../../engine";
import { propertyChanges } from "../../engine/diff";
import { Group, making, plan, Thing } from "./support/resources";

const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";

function of(type: string, inputs: pulumi.Inputs, options: pulumi.CustomResourceOptions = {}): Promise<Plan> {
  return plan(making(() => void new Thing("thing", inputs, options, type)));
}

describe("the difference of two plans", () => {
  it("is empty for the same program", async () => {
    const program = making(() => void new Thing("thing", { value: pulumi.secret("x"), list: [1, { a: null }] }));
    assert.deepEqual(diffPlans(await plan(program), await plan(program)), { added: [], removed: [], changed: [] });
  });

  it("names what was added and removed", async () => {
    const diff = diffPlans(
      await plan(making(() => void new Group("old"))),
      await plan(making(() => void new Group("new"))),
    );
    assert.deepEqual(
      diff.added.map(({ name }) => name),
      ["new"],
    );
    assert.deepEqual(
      diff.removed.map(({ name }) => name),
      ["old"],
    );
  });

  it("shows each property with its values, and never a secret", async () => {
    const before = await of(DEPLOYMENT, { spec: { replicas: 1, gone: true }, token: pulumi.secret("before-hush") });
    const after = await of(DEPLOYMENT, { spec: { replicas: 2, list: ["a"] }, token: pulumi.secret("after-hush") });
    const [change] = diffPlans(before, after).changed;
    assert.deepEqual(change?.inputs, [
      { path: "spec.gone", before: true, after: undefined },
      { path: "spec.replicas", before: 1, after: 2 },
      { path: "spec.list", before: undefined, after: ["a"] },
    ]);
    assert.equal(change?.action, "update");
    assert.doesNotMatch(JSON.stringify(diffPlans(before, after)), /hush/);
  });

  it("knows what replaces the types that the targets use", async () => {
    const cases: readonly [string, pulumi.Inputs, pulumi.Inputs, string, readonly string[]][] = [
      [
        NODE_GROUP,
        { instanceTypes: ["m7g.large"] },
        { instanceTypes: ["m7g.xlarge"] },
        "replace",
        ["instanceTypes[0]"],
      ],
      [NODE_GROUP, { version: "1.35" }, { version: "1.36" }, "update", []],
      [
        NODE_GROUP,
        { launchTemplate: { id: "a", version: "1" } },
        { launchTemplate: { id: "a", version: "2" } },
        "update",
        [],
      ],
      [NODE_GROUP, {}, { launchTemplate: { id: "a", version: "1" } }, "replace", ["launchTemplate"]],
      [
        DEPLOYMENT,
        { spec: { selector: { matchLabels: { app: "a" } } } },
        { spec: { selector: { matchLabels: { app: "b" } } } },
        "replace",
        ["spec.selector.matchLabels.app"],
      ],
      [
        "kubernetes:example.com/v1:Custom",
        { metadata: { name: "a" } },
        { metadata: { name: "b" } },
        "replace",
        ["metadata.name"],
      ],
      ["kubernetes:helm.sh/v3:Release", { version: "1" }, { version: "2" }, "unverified", []],
      ["demo:index:Thing", { value: 1 }, { value: 2 }, "unverified", []],
    ];
    for (const [type, before, after, action, replacedBy] of cases) {
      const [change] = diffPlans(await of(type, before), await of(type, after)).changed;
      assert.deepEqual([change?.action, change?.replacedBy], [action, replacedBy], `${type} ${JSON.stringify(after)}`);
    }
  });

  it("follows replaceOnChanges and ignoreChanges", async () => {
    const change = async (options: pulumi.CustomResourceOptions) =>
      diffPlans(
        await of("demo:index:Thing", { tags: { a: 1 } }, options),
        await of("demo:index:Thing", { tags: { a: 2 } }, options),
      ).changed[0];
    assert.equal((await change({ replaceOnChanges: ["tags.a"] }))?.action, "replace");
    assert.equal((await change({ replaceOnChanges: ["*"] }))?.action, "replace");
    assert.equal(await change({ ignoreChanges: ["tags"] }), undefined);
    assert.equal((await change({ ignoreChanges: ["tags.b"] }))?.action, "unverified");
  });

  it("tells of options that changed, which no provider sees", async () => {
    const [change] = diffPlans(
      await of("demo:index:Thing", {}),
      await of("demo:index:Thing", {}, { protect: true }),
    ).changed;
    assert.equal(change?.action, "none");
    assert.deepEqual(change?.options, [{ path: "protect", before: false, after: true }]);
  });

  it("matches renamed resources by their aliases, with their children and dependents", async () => {
    const build = (name: string, aliases: pulumi.Alias[]) =>
      plan(
        making(() => {
          const group = new Group(name, { aliases });
          const child = new Thing(`${name}-child`, {}, { parent: group });
          new Thing("dependent", {}, { dependsOn: [child] });
        }),
      );
    const diff = diffPlans(await build("old", []), await build("new", [{ name: "old" }]));
    assert.deepEqual([diff.added, diff.removed], [[], []]);
    assert.deepEqual(
      diff.changed.map(({ before, after }) => [before.name, after.name]),
      [
        ["old", "new"],
        ["old-child", "new-child"],
      ],
    );
    assert.deepEqual(
      diff.changed[1]?.options.map(({ path }) => path),
      ["urn"],
    );
  });

  it("of any two values is empty exactly when they are equal, and leads from one to the other", () => {
    const value = fc.jsonValue({ noUnicodeString: false }) as fc.Arbitrary<PlanValue>;
    fc.assert(
      fc.property(value, value, (before, after) => {
        assert.deepEqual(propertyChanges(before, before), []);
        const same = JSON.stringify(before) === JSON.stringify(after);
        if (same) {
          assert.deepEqual(propertyChanges(before, after), []);
        } else if (propertyChanges(before, after).length === 0) {
          assert.deepEqual(before, after);
        }
      }),
    );
  });
});
