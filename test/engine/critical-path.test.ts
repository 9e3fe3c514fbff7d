import assert from "node:assert/strict";
import { criticalPath } from "../../engine";
import { Group, making, plan, Provider, Thing } from "./support/resources";

describe("the critical path", () => {
  it("is the longest chain of resources that wait for each other", async () => {
    const planned = await plan(
      making(() => {
        const provider = new Provider("demo", "provider");
        const group = new Group("group", { providers: [provider] });
        const first = new Thing("first", {}, { parent: group });
        const second = new Thing("second", { value: first.id }, { parent: group });
        new Thing("aside", {}, { parent: group });
        new Thing("third", {}, { parent: second });
      }),
    );
    assert.deepEqual(
      criticalPath(planned).map(({ name }) => name),
      ["provider", "first", "second", "third"],
    );
  });

  it("is empty for a stack without resources", async () => {
    assert.deepEqual(criticalPath(await plan(making(() => undefined))), []);
  });
});
