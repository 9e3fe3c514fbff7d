import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ROOT } from "../support/plans";

describe("a plan on a machine with Node and nothing else", () => {
  for (const stack of ["dev", "aks-prod", "gke-autopilot", "local"]) {
    it(`${stack}: needs no network, no credential, no cloud CLI and no Pulumi CLI`, function () {
      this.timeout(60_000);
      const home = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-home-"));
      const preload = path.join(ROOT, "test/support/loopback-only.cjs");
      const result = spawnSync(process.execPath, ["--require", preload, "bin/kiban.js", "plan", "-s", stack], {
        cwd: ROOT,
        env: { HOME: home, PATH: home },
        encoding: "utf8",
      });
      fs.rmSync(home, { recursive: true });
      assert.equal(result.status, 0, result.stderr);
      assert.match(result.stdout, /kiban:index:Platform/);
      assert.match(result.stdout, /Taskboard|taskboard/);
    });
  }
});
