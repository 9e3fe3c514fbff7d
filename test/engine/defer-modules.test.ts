import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";

const HOOK = path.join(__dirname, "../../engine/defer-modules.js");

/** Runs a script in a process that has the hook. */
function run(script: string): string {
  return execFileSync(process.execPath, ["--require", HOOK, "--eval", script], {
    encoding: "utf8",
    cwd: __dirname,
  }).trim();
}

describe("deferred modules", () => {
  it("are not loaded with the SDK", () => {
    const loaded = run(
      `require("@pulumi/pulumi"); console.log(Object.keys(require.cache).filter((file) => /arborist|[\\\\/]typescript[\\\\/]/.test(file)).length)`,
    );
    assert.equal(loaded, "0");
  });

  it("are the Automation API and Zod's languages too, each there when it is used", () => {
    const text = run(`
      const { automation } = require("@pulumi/pulumi");
      const zod = require("zod");
      const loaded = () => Object.keys(require.cache).filter((file) => /automation|locales.(ja|fr)/.test(file)).length;
      const before = loaded();
      console.log(before, typeof automation.LocalWorkspace, typeof zod.locales.fr, loaded() > 2);
    `);
    assert.equal(text, "0 function function true");
  });

  it("work when they are used", () => {
    const text = run(
      `require("@pulumi/pulumi").runtime.serializeFunction(() => 42).then(({ text }) => console.log(text.includes("42")))`,
    );
    assert.equal(text, "true");
  });

  it("are the same modules everywhere else", () => {
    assert.equal(run(`console.log(typeof require("@npmcli/arborist").Arborist)`), "function");
  });
});
