import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../engine";
import { making, plan, resourceNamed, Thing } from "./support/resources";

interface Account {
  readonly id: string;
}

const FIXTURES = { resources: {}, invokes: { "demo:index:getAccount": () => ({ id: "42" }) } };

function account(args: pulumi.Inputs = {}, options: pulumi.InvokeOutputOptions = {}): pulumi.Output<string> {
  return pulumi.runtime.invokeOutput<Account>("demo:index:getAccount", args, options).apply(({ id }) => id);
}

describe("invokes", () => {
  it("are answered by fixtures, with outputs unknown too", async () => {
    for (const unknowns of [false, true]) {
      const planned = await plan(async () => ({ account: account() }), { fixtures: FIXTURES, unknowns });
      assert.deepEqual(planned.outputs, { account: "42" });
    }
  });

  it("are unknown when an argument is", async () => {
    const planned = await plan(async () => ({ account: account({ arn: new Thing("thing").arn }) }), {
      fixtures: FIXTURES,
    });
    assert.deepEqual(planned.outputs, { account: UNKNOWN });
  });

  it("are unknown, and said so, without a fixture", async () => {
    const planned = await plan(async () => ({ account: account() }));
    assert.deepEqual(planned.outputs, { account: UNKNOWN });
    assert.deepEqual(planned.invokes, [{ token: "demo:index:getAccount", args: {}, fixture: false }]);
    assert.match(planned.diagnostics[0]?.message ?? "", /No fixture answers 'demo:index:getAccount'/);
  });

  it("wait for what they depend on", async () => {
    const program = async (): Promise<Record<string, unknown>> => {
      const thing = new Thing("thing");
      const id = account({}, { dependsOn: [thing] });
      new Thing("next", { value: id });
      return { id };
    };
    const known = await plan(program, { fixtures: FIXTURES });
    assert.deepEqual(resourceNamed(known, "next").dependencies, [resourceNamed(known, "thing").urn]);
    const unknown = await plan(program, { fixtures: FIXTURES, unknowns: true });
    assert.deepEqual(unknown.outputs, { id: UNKNOWN });
  });

  it("show no secret of the configuration among their arguments", async () => {
    const planned = await plan(
      making(() => void account({ token: new pulumi.Config().requireSecret("token") })),
      { fixtures: FIXTURES, config: { "test:token": "hush-hush" }, secretConfigKeys: ["test:token"] },
    );
    assert.doesNotMatch(JSON.stringify(planned), /hush/);
  });
});
