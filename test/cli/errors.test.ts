import assert from "node:assert/strict";
import { explain, InterruptedError, UsageError } from "../../cli/errors";
import { EngineError } from "../../engine/errors";
import { ConfigurationError } from "../../stacks/errors";

const problem = {
  file: "Pulumi.dev.yaml",
  line: 3,
  column: 5,
  key: "kiban:x",
  message: "unknown key",
  remedy: undefined,
};

describe("what an error tells", () => {
  it("names resource and place of what the program did, without a stack trace", () => {
    const urn = "urn:pulumi:dev::kiban::kiban:x:C::c";
    const error = new EngineError("it broke", { urn, source: "components/x.ts:12", cause: new Error("it broke") });
    const { exitCode, message } = explain(error, false);
    assert.equal(exitCode, 1);
    assert.equal(message, `it broke\n  resource: ${urn}\n  at: components/x.ts:12\n(--debug shows the stack trace)`);
    assert.match(explain(error, true).message ?? "", /errors\.test\.ts:\d+.*Caused by:/s);
  });

  it("exits with 2 for a configuration that is refused, also out of the running program", () => {
    const refused = new ConfigurationError([problem, { ...problem, line: 4 }]);
    for (const error of [refused, new EngineError(refused.message, { cause: refused })]) {
      assert.deepEqual(explain(error, false), {
        exitCode: 2,
        message:
          "The configuration is refused (2 problems):\n" +
          "Pulumi.dev.yaml:3:5 kiban:x: unknown key\nPulumi.dev.yaml:4:5 kiban:x: unknown key",
      });
    }
    assert.equal(explain(new UsageError("no"), false).exitCode, 2);
  });

  it("says nothing about Ctrl-C and exits as a shell expects", () => {
    assert.deepEqual(explain(new InterruptedError("SIGINT"), false), { exitCode: 130, message: undefined });
    assert.equal(explain(new InterruptedError("SIGTERM"), false).exitCode, 143);
  });

  it("tells what else went wrong", () => {
    const diagnostics = [
      { severity: "error" as const, message: "first", urn: undefined },
      { severity: "error" as const, message: "second", urn: "urn:x" },
      { severity: "info" as const, message: "third", urn: undefined },
    ];
    const lines = (explain(new EngineError("first", { diagnostics }), false).message ?? "").split("\n");
    assert.deepEqual(lines.slice(0, 3), ["first", "also: second", "  resource: urn:x"]);
  });
});
