import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { SECRET, UNKNOWN } from "../../engine";
import { Group, making, plan, Provider, resourceNamed, Thing } from "./support/resources";

const THING_FIXTURE = {
  resources: { "demo:index:Thing": () => ({ id: "thing-1", outputs: { arn: "arn:demo:1" } }) },
  invokes: {},
};

describe("a plan's resources", () => {
  it("have the types of their ancestors in their URNs, without the stack's", async () => {
    const planned = await plan(
      making(() => {
        const inner = new Group("inner", { parent: new Group("outer") }, "test:index:Inner");
        new Thing("leaf", {}, { parent: inner });
      }),
    );
    assert.equal(
      resourceNamed(planned, "leaf").urn,
      "urn:pulumi:dev::test::test:index:Group$test:index:Inner$demo:index:Thing::leaf",
    );
    assert.equal(resourceNamed(planned, "outer").parent, "urn:pulumi:dev::test::pulumi:pulumi:Stack::test-dev");
  });

  it("take protect, retainOnDelete, deletedWith and provider from their parents unless they say otherwise", async () => {
    const planned = await plan(
      making(() => {
        const provider = new Provider("demo", "own");
        const owner = new Thing("owner");
        const group = new Group("group", {
          protect: true,
          retainOnDelete: true,
          deletedWith: owner,
          providers: [provider],
        });
        new Thing("child", {}, { parent: group });
        new Thing("exception", {}, { parent: group, protect: false, retainOnDelete: false });
        new Thing("other", {}, { parent: group }, "another:index:Thing");
      }),
    );
    const child = resourceNamed(planned, "child");
    assert.equal(child.protect, true);
    assert.equal(child.retainOnDelete, true);
    assert.equal(child.deletedWith, resourceNamed(planned, "owner").urn);
    assert.match(child.provider ?? "", /pulumi:providers:demo::own::/);
    const exception = resourceNamed(planned, "exception");
    assert.deepEqual([exception.protect, exception.retainOnDelete], [false, false]);
    assert.match(resourceNamed(planned, "other").provider ?? "", /pulumi:providers:another::default_1_2_3::/);
  });

  it("share one default provider a version, configured by the stack", async () => {
    const planned = await plan(
      making(() => {
        new Thing("one");
        new Thing("two");
        new Thing("newer", {}, { version: "2.0.0-alpha.1+build" });
      }),
      {
        config: { "demo:region": "here", "demo:token": "hidden", "other:region": "there" },
        secretConfigKeys: ["demo:token"],
      },
    );
    const providers = planned.resources.filter(({ type }) => type === "pulumi:providers:demo");
    assert.deepEqual(
      providers.map(({ name }) => name),
      ["default_1_2_3", "default_2_0_0_alpha_1_build"],
    );
    assert.deepEqual(providers[0]?.inputs, { region: "here", token: SECRET, version: "1.2.3" });
    assert.equal(providers[0]?.urn, "urn:pulumi:dev::test::pulumi:providers:demo::default_1_2_3");
  });

  it("must have a provider where the stack forbids default ones", async () => {
    const config = { "pulumi:disable-default-providers": '["demo"]' };
    await assert.rejects(
      plan(
        making(() => void new Thing("one")),
        { config },
      ),
      /'demo:index:Thing' has no provider.*forbids the default one of 'demo'/,
    );
    await plan(
      making(() => void new Thing("one", {}, { provider: new Provider("demo", "own") })),
      { config },
    );
  });

  it("record the options that a deployment would follow", async () => {
    const planned = await plan(
      making(() => {
        const first = new Thing("first");
        new Thing(
          "second",
          { value: first.value },
          {
            dependsOn: [first],
            ignoreChanges: ["value"],
            replaceOnChanges: ["arn"],
            deleteBeforeReplace: false,
            import: "existing-1",
            customTimeouts: { create: "5m" },
            additionalSecretOutputs: ["value"],
            pluginDownloadURL: "https://example.com/plugins",
          },
        );
      }),
    );
    const second = resourceNamed(planned, "second");
    assert.deepEqual(second.dependencies, [resourceNamed(planned, "first").urn]);
    assert.deepEqual(second.propertyDependencies, { value: [resourceNamed(planned, "first").urn] });
    assert.deepEqual(second.ignoreChanges, ["value"]);
    assert.deepEqual(second.replaceOnChanges, ["arn"]);
    assert.equal(second.deleteBeforeReplace, false);
    assert.equal(resourceNamed(planned, "first").deleteBeforeReplace, undefined);
    assert.equal(second.importId, "existing-1");
    assert.deepEqual(second.customTimeouts, { create: "5m" });
    assert.equal(second.pluginDownloadURL, "https://example.com/plugins");
    assert.match(second.provider ?? "", /default_1_2_3_example\.com\/plugins/);
  });

  it("depend on the children of a component that they depend on", async () => {
    const planned = await plan(
      making(() => {
        const group = new Group("group");
        new Thing("child", {}, { parent: group });
        new Thing("waiting", {}, { dependsOn: group });
      }),
    );
    assert.deepEqual(resourceNamed(planned, "waiting").dependencies, [resourceNamed(planned, "child").urn]);
  });

  it("keep secrets out of the plan, and pass them on as secrets", async () => {
    const planned = await plan(async () => {
      const thing = new Thing("thing", {
        value: pulumi.secret("hush-hush"),
        list: [{ plain: 1 }, { key: pulumi.secret("psst") }],
      });
      new Thing("next", { value: thing.value.apply((value) => `${value}!`) });
      return { value: thing.value, plain: "open" };
    });
    assert.doesNotMatch(JSON.stringify(planned), /hush|psst/);
    assert.deepEqual(resourceNamed(planned, "thing").secretInputs, ["list[1].key", "value"]);
    assert.deepEqual(resourceNamed(planned, "next").secretInputs, ["value"]);
    assert.deepEqual(planned.secretOutputs, ["value"]);
    assert.deepEqual(planned.outputs, { value: SECRET, plain: "open" });
  });

  it("hide a fixture's output that repeats a secret input", async () => {
    const fixtures = {
      resources: {
        "demo:index:Thing": ({ inputs }: { inputs: Readonly<Record<string, unknown>> }) => ({
          outputs: { arn: `arn:${String(inputs["value"])}` },
        }),
      },
      invokes: {},
    };
    const planned = await plan(async () => ({ arn: new Thing("thing", { value: pulumi.secret("hush-hush") }).arn }), {
      fixtures,
    });
    assert.doesNotMatch(JSON.stringify(planned), /hush/);
    assert.deepEqual(planned.secretOutputs, ["arn"]);
  });

  it("echo inputs, and take ids and outputs from fixtures or leave them unknown", async () => {
    const program = async (): Promise<Record<string, unknown>> => {
      const thing = new Thing("thing", { value: "given" });
      const next = new Thing("next", { value: pulumi.interpolate`${thing.arn}/${thing.value}`, arn: thing.id });
      return { next: next.value };
    };
    const known = await plan(program, { fixtures: THING_FIXTURE });
    assert.deepEqual(resourceNamed(known, "next").inputs, { value: "arn:demo:1/given", arn: "thing-1" });
    assert.deepEqual(resourceNamed(known, "thing").outputs, { id: "thing-1", arn: "arn:demo:1" });
    assert.deepEqual(resourceNamed(known, "thing").fixtureOutputs, ["id", "arn"]);
    const unknown = await plan(program, { fixtures: THING_FIXTURE, unknowns: true });
    assert.deepEqual(resourceNamed(unknown, "next").inputs, { value: UNKNOWN, arn: UNKNOWN });
    assert.deepEqual(resourceNamed(unknown, "thing").outputs, { id: UNKNOWN });
    assert.deepEqual(
      unknown.resources.map(({ urn }) => urn),
      known.resources.map(({ urn }) => urn),
    );
  });

  it("name the line that makes them", async () => {
    const planned = await plan(making(() => void new Thing("here")));
    assert.match(resourceNamed(planned, "here").source ?? "", /^test\/engine\/registration\.test\.ts:\d+$/);
    const without = await plan(
      making(() => void new Thing("here")),
      { sources: false },
    );
    assert.equal(resourceNamed(without, "here").source, undefined);
  });

  it("show assets by origin or hash", async () => {
    const planned = await plan(
      making(
        () =>
          void new Thing("thing", {
            file: new pulumi.asset.FileAsset("LICENSE"),
            text: new pulumi.asset.StringAsset("content"),
          }),
      ),
    );
    const { file, text } = resourceNamed(planned, "thing").inputs;
    assert.match(String(file), /^\[asset LICENSE sha256:[0-9a-f]{16}\]$/);
    assert.match(String(text), /^\[asset sha256:[0-9a-f]{16}\]$/);
    assert.doesNotMatch(JSON.stringify(planned), /content/);
  });

  it("that are read are marked as external", async () => {
    const planned = await plan(async () => {
      const read = new Thing("read", {}, { id: "existing" });
      return { other: new pulumi.StackReference("org/other/dev").getOutput("value"), id: read.id };
    });
    const read = resourceNamed(planned, "read");
    assert.equal(read.external, true);
    assert.equal(read.outputs["id"], "existing");
    assert.equal(resourceNamed(planned, "org/other/dev").external, true);
    assert.deepEqual(planned.outputs, { other: UNKNOWN, id: "existing" });
  });
});
