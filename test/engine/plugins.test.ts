import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN } from "../../engine";
import { plan, resourceNamed, Thing } from "./support/resources";

/** A component whose children a plugin makes. */
class Remote extends pulumi.ComponentResource {
  declare readonly greeting: pulumi.Output<string>;

  constructor(name: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions = {}) {
    super("greeter:index:Remote", name, { greeting: undefined, ...inputs }, { version: "1.0.0", ...options }, true);
  }

  greet(): pulumi.Output<{ text: string }> {
    return pulumi.runtime.call("greeter:index:Remote/greet", { __self__: this, who: "you" }, this);
  }
}

/** The plugin, in the SDK's own words. */
const PLUGIN = `#!${process.execPath}
const pulumi = require(${JSON.stringify(require.resolve("@pulumi/pulumi"))});
class Thing extends pulumi.CustomResource {
  constructor(name, inputs, options) { super("demo:index:Thing", name, { arn: undefined, ...inputs }, { version: "1.2.3", ...options }); }
}
class Remote extends pulumi.ComponentResource {
  constructor(name, inputs, options) {
    super("greeter:index:Remote", name, inputs, options);
    const child = new Thing(name + "-child", { value: inputs.text }, { parent: this });
    this.greeting = pulumi.interpolate\`\${inputs.text} \${child.id}\`;
    this.registerOutputs({ greeting: this.greeting });
  }
}
pulumi.provider.main({
  version: "1.0.0",
  async construct(name, type, inputs, options) {
    const remote = new Remote(name, inputs, options);
    return { urn: remote.urn, state: { greeting: remote.greeting } };
  },
  async call(token, inputs) { return { outputs: { text: "hello " + inputs.who } }; },
}, process.argv.slice(2));
`;

describe("an installed plugin", () => {
  const home = mkdtempSync(path.join(tmpdir(), "kiban-plugins-"));
  const previous = process.env["PULUMI_HOME"];

  before(() => {
    const folder = path.join(home, "plugins", "resource-greeter-v1.0.0");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "pulumi-resource-greeter"), PLUGIN);
    chmodSync(path.join(folder, "pulumi-resource-greeter"), 0o755);
    process.env["PULUMI_HOME"] = home;
  });

  after(() => {
    if (previous === undefined) {
      delete process.env["PULUMI_HOME"];
    } else {
      process.env["PULUMI_HOME"] = previous;
    }
    rmSync(home, { recursive: true });
  });

  it("constructs its components with their children, below the program's transforms and providers", async () => {
    const planned = await plan(async () => {
      const tag: pulumi.ResourceTransform = ({ type, props, opts }) =>
        type === "demo:index:Thing" ? { props: { ...props, tag: "seen" }, opts } : undefined;
      const remote = new Remote("remote", { text: "hi" }, { protect: true, transforms: [tag] });
      new Thing("next", { value: remote.greeting });
      return { greeting: remote.greeting, method: remote.greet().apply(({ text }) => text) };
    });
    const remote = resourceNamed(planned, "remote");
    assert.deepEqual([remote.remote, remote.modelled, remote.protect], [true, false, true]);
    const child = resourceNamed(planned, "remote-child");
    assert.deepEqual(child.inputs, { value: "hi", tag: "seen" });
    assert.equal(child.parent, remote.urn);
    assert.deepEqual([child.modelled, child.protect], [false, true]);
    assert.equal(child.source, remote.source);
    assert.deepEqual(planned.outputs, { greeting: "hi remote-child-id", method: "hello you" });
    assert.deepEqual(resourceNamed(planned, "next").dependencies, [child.urn, remote.urn]);
  });

  it("sees unknown outputs as unknown", async () => {
    const planned = await plan(async () => ({ greeting: new Remote("remote", { text: "hi" }).greeting }), {
      unknowns: true,
    });
    assert.deepEqual(planned.outputs, { greeting: UNKNOWN });
  });
});

describe("a chart without its plugin", () => {
  it("is planned without children, and the plan says so", async () => {
    const { v4 } = (await import("@pulumi/kubernetes")).helm;
    const planned = await plan(async () => void new v4.Chart("chart", { chart: "oci://example.com/chart" }));
    assert.equal(resourceNamed(planned, "chart").remote, true);
    assert.match(planned.diagnostics[0]?.message ?? "", /lacks the component's children/);
  });
});
