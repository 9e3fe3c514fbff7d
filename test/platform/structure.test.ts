import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ROOT } from "../support/plans";

function sources(folder: string): string[] {
  return fs.readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const below = path.join(folder, entry.name);
    if (entry.isDirectory()) return sources(below);
    return entry.name.endsWith(".ts") ? [below] : [];
  });
}

describe("the program's structure", () => {
  it("asks nowhere outside a target's own folders which cloud it is on", () => {
    const outside = [...sources("components"), ...sources("stacks"), "index.ts"].filter(
      (file) => !/^components\/(cluster|network|identity)\/\w+\//.test(file),
    );
    assert.ok(outside.length > 20, "the search finds the sources");
    const asks = /[!=]==? ?["'](eks|aks|gke|aws|azure|gcp)["']|case ["'](eks|aks|gke)["']/;
    assert.deepEqual(
      outside.filter((file) => asks.test(fs.readFileSync(path.join(ROOT, file), "utf8"))),
      [],
    );
  });

  it("creates nothing inside an apply", () => {
    const inside = [...sources("components"), ...sources("stacks")].filter((file) =>
      /\.apply\([^;]*?new (aws|gcp|kubernetes|k8s|azure|random)\b/s.test(
        fs.readFileSync(path.join(ROOT, file), "utf8"),
      ),
    );
    assert.deepEqual(inside, []);
  });
});
