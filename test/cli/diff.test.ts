import assert from "node:assert/strict";
import pico from "picocolors";
import { formatDiff } from "../../cli/plan/diff";
import { diffPlans } from "../../engine";
import type { PlannedResource } from "../../engine/plan";
import { planOf, resource, stackResource } from "./support/plan-builder";

const plain = pico.createColors(false);

function bucket(name: string, given: Partial<PlannedResource> = {}): PlannedResource {
  return resource({ type: "aws:s3/bucketV2:BucketV2", name, parent: stackResource.urn, ...given });
}

describe("what changes between two plans", () => {
  it("is told resource by resource and property by property", () => {
    const before = planOf([
      bucket("kept", { inputs: { tags: { a: "1", b: "2" } } }),
      bucket("fixed", { inputs: { region: "a" }, replaceOnChanges: ["region"], protect: true }),
      bucket("gone", { protect: true }),
    ]);
    const after = planOf([
      bucket("kept", { inputs: { tags: { a: "3", c: "4" } }, protect: true }),
      bucket("fixed", { inputs: { region: "b" }, replaceOnChanges: ["region"], protect: true }),
      bucket("new"),
    ]);
    const lines = formatDiff(diffPlans(before, after), plain).split("\n");
    assert.deepEqual(lines, [
      "+  aws:s3/bucketV2:BucketV2  new",
      lines[1],
      '     ~ tags.a: "1" => "3"',
      '     - tags.b: "2"',
      '     + tags.c: "4"',
      "     ~ (protect): false => true",
      "+- aws:s3/bucketV2:BucketV2  fixed, replaced (protected: pulumi refuses until protect is off)",
      '     ~ region: "a" => "b" (replaces)',
      "-  aws:s3/bucketV2:BucketV2  gone (protected: pulumi refuses until protect is off)",
      "",
      "1 added, 1 changed, 1 replaced, 1 removed",
    ]);
    assert.match(lines[1] ?? "", /^~ {2}aws:s3\/bucketV2:BucketV2 {2}kept/);
  });

  it("cuts values that no line can show", () => {
    const [before, after] = ["x", "y"].map((letter) =>
      planOf([bucket("a", { inputs: { policy: letter.repeat(5000) } })]),
    );
    assert.ok(before !== undefined && after !== undefined);
    for (const line of formatDiff(diffPlans(before, after), plain).split("\n")) assert.ok(line.length < 300, line);
  });

  it("is nothing for one plan", () => {
    assert.equal(formatDiff(diffPlans(planOf([bucket("a")]), planOf([bucket("a")])), plain), "No changes");
  });
});
