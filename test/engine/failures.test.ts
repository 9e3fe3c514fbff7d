import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EngineError, type Program } from "../../engine";
import { Group, making, plan, resourceNamed, Thing } from "./support/resources";

async function failure(program: Program): Promise<EngineError> {
  try {
    await plan(program);
  } catch (error) {
    assert.ok(error instanceof EngineError, String(error));
    return error;
  }
  throw new assert.AssertionError({ message: "the program was planned" });
}

const HERE = /^test\/engine\/failures\.test\.ts:\d+$/;

describe("a program that fails", () => {
  it("by a name that two resources share names both places", async () => {
    const error = await failure(
      making(() => {
        new Thing("same");
        new Thing("same");
      }),
    );
    assert.match(
      error.message,
      /same \[demo:index:Thing\]: Duplicate resource URN .*made at test\/engine\/failures\.test\.ts:\d+/,
    );
    assert.equal(error.urn, "urn:pulumi:dev::test::demo:index:Thing::same");
    assert.match(error.source ?? "", HERE);
  });

  it("by an error names the line", async () => {
    const error = await failure(async () => {
      throw new Error("out of luck");
    });
    assert.equal(error.message, "out of luck");
    assert.match(error.source ?? "", HERE);
  });

  it("within a component names the component", async () => {
    class Failing extends Group {
      constructor(name: string) {
        super(name);
        new Thing(`${name}-child`, { value: pulumi.output("x").apply(() => this.fail()) }, { parent: this });
      }
      private fail(): string {
        throw new pulumi.ResourceError("no child for you", this);
      }
    }
    const error = await failure(making(() => void new Failing("parent")));
    assert.match(error.message, /no child for you/);
    assert.equal(error.urn, "urn:pulumi:dev::test::test:index:Group::parent");
  });

  it("in a promise that nobody waits for fails the plan", async () => {
    const error = await failure(making(() => void Promise.reject(new Error("floating"))));
    assert.equal(error.message, "floating");
  });

  it("in an apply fails the plan", async () => {
    const error = await failure(
      making(() => {
        new Thing("thing", { value: "1" }).value.apply(() => {
          throw new Error("in apply");
        });
      }),
    );
    assert.equal(error.message, "in apply");
  });

  it("by an output of the stack fails the plan", async () => {
    const error = await failure(async () => ({
      value: new Thing("thing", { value: "1" }).value.apply(() => {
        throw new Error("in output");
      }),
    }));
    assert.equal(error.message, "in output");
  });

  it("by an option that a model does not know is told so", async () => {
    const eks = await import("@pulumi/eks");
    const error = await failure(
      making(
        () =>
          void new eks.Cluster("main", {
            vpcId: "vpc-1",
            authenticationMode: "API",
            skipDefaultNodeGroup: true,
            fargate: true,
          }),
      ),
    );
    assert.match(error.message, /does not know 'fargate' of eks:index:Cluster/);
  });

  it("by a remote component without plugin or model is told what to install", async () => {
    class Remote extends pulumi.ComponentResource {
      constructor(name: string) {
        super("elsewhere:index:Thing", name, {}, { version: "1.0.0" }, true);
      }
    }
    const error = await failure(making(() => void new Remote("remote")));
    assert.match(error.message, /pulumi plugin install resource elsewhere 1\.0\.0/);
  });

  it("leaves the next plan untouched", async () => {
    await failure(making(() => void Promise.reject(new Error("first"))));
    const planned = await plan(making(() => void new Thing("fine")));
    assert.equal(resourceNamed(planned, "fine").name, "fine");
    assert.deepEqual(planned.diagnostics, []);
  });
});

describe("plans in one process", () => {
  it("share neither configuration, transforms nor resources, one after the other or at once", async () => {
    const program =
      (name: string): Program =>
      async () => {
        if (name === "one") {
          pulumi.runtime.registerResourceTransform(({ props, opts }) => ({ props: { ...props, by: name }, opts }));
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
        new Thing("thing", { value: new pulumi.Config().get("key"), stack: pulumi.getStack() });
      };
    const run = (name: string) => plan(program(name), { stack: name, config: { "test:key": `of ${name}` } });
    const inputs = (await Promise.all([run("one"), run("two")])).map(
      (planned) => resourceNamed(planned, "thing").inputs,
    );
    assert.deepEqual(inputs, [
      { value: "of one", stack: "one", by: "one" },
      { value: "of two", stack: "two" },
    ]);
    const after = resourceNamed(await run("three"), "thing").inputs;
    assert.deepEqual(after, { value: "of three", stack: "three" });
  });

  it("keep the order and warnings of the program", async () => {
    const planned = await plan(async () => {
      const thing = new Thing("thing");
      await pulumi.log.warn("careful", thing);
      await pulumi.log.debug("noise");
      new Thing("later");
    });
    assert.deepEqual(planned.diagnostics, [
      { severity: "warning", message: "careful", urn: resourceNamed(planned, "thing").urn },
    ]);
    assert.deepEqual(
      planned.resources.slice(-2).map(({ name }) => name),
      ["thing", "later"],
    );
  });

  it("take resource hooks without running them", async () => {
    let ran = false;
    const hook = (): pulumi.ResourceHook => new pulumi.ResourceHook("hook", () => void (ran = true));
    const planned = await plan(making(() => void new Thing("thing", {}, { hooks: { beforeCreate: [hook()] } })));
    assert.equal(resourceNamed(planned, "thing").name, "thing");
    assert.equal(ran, false);
  });
});
