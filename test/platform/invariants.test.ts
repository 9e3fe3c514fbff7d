import assert from "node:assert/strict";
import type { Plan, PlannedResource } from "../../engine/plan";
import { planStack, STACKS } from "../support/plans";

/** What makes a resource the same resource: all that the engine decides on, without values. */
function shape(resource: PlannedResource): unknown {
  const { urn, type, parent, provider, protect, retainOnDelete, aliases, ignoreChanges } = resource;
  return {
    urn,
    type,
    parent,
    provider: provider?.split("::").slice(0, -1),
    protect,
    retainOnDelete,
    aliases,
    ignoreChanges,
  };
}

const isProvider = (resource: PlannedResource): boolean => resource.type.startsWith("pulumi:providers:");
const isStack = (resource: PlannedResource): boolean => resource.type === "pulumi:pulumi:Stack";

for (const stack of STACKS) {
  describe(`the stack ${stack}`, () => {
    it("has the same resources with all outputs known and with all unknown", async () => {
      const known = (await planStack(stack)).resources.map(shape);
      const unknown = (await planStack(stack, { unknowns: true })).resources.map(shape);
      const sorted = (shapes: unknown[]): string[] => shapes.map((item) => JSON.stringify(item)).sort();
      assert.deepEqual(sorted(unknown), sorted(known));
    });

    it("has the same graph in process and isolated", async () => {
      const inProcess = await planStack(stack);
      const isolated = await planStack(stack, { isolated: true });
      // The test runner's own transpiler moves lines, so that sources differ here; test/cli compares them too.
      const sorted = (plan: Plan): unknown[] =>
        [...plan.resources]
          .sort((a, b) => a.urn.localeCompare(b.urn))
          .map((resource) => ({ ...resource, source: undefined }));
      assert.deepEqual(sorted(isolated), sorted(inProcess));
      assert.deepEqual(isolated.outputs, inProcess.outputs);
    });

    it("hangs every resource below the platform", async () => {
      const plan = await planStack(stack);
      const orphans = plan.resources.filter(
        (resource) =>
          !isStack(resource) &&
          !isProvider(resource) &&
          resource.type !== "kiban:index:Platform" &&
          (resource.parent === undefined || resource.parent.includes("pulumi:pulumi:Stack")),
      );
      assert.deepEqual(
        orphans.map(({ urn }) => urn),
        [],
      );
    });

    it("names the provider of every resource and uses no default one", async () => {
      const plan = await planStack(stack);
      const custom = plan.resources.filter((resource) => resource.custom && !isProvider(resource));
      const implicit = custom.filter(({ provider }) => provider === undefined || /::default(_|::)/.test(provider));
      assert.deepEqual(
        implicit.map(({ urn }) => urn),
        [],
      );
    });

    it("waits only for resources that are in the plan", async () => {
      const plan = await planStack(stack);
      const urns = new Set(plan.resources.map(({ urn }) => urn));
      const missing = plan.resources.flatMap(({ dependencies }) => dependencies.filter((urn) => !urns.has(urn)));
      assert.deepEqual(missing, []);
    });

    it("plans without an error or a missing fixture", async () => {
      const plan = await planStack(stack);
      assert.deepEqual(
        plan.diagnostics.filter(({ severity }) => severity === "error"),
        [],
      );
      assert.deepEqual(
        plan.invokes.filter(({ fixture }) => !fixture).map(({ token }) => token),
        [],
      );
    });

    it("tells people what they use next", async () => {
      const { outputs } = await planStack(stack);
      for (const name of ["clusterName", "endpoint", "kubeconfig", "connect", "urls", "gatewayClass", "identities"]) {
        assert.ok(name in outputs, `no output ${name}`);
      }
      assert.equal(outputs["kubeconfig"], "[secret]");
    });
  });
}
