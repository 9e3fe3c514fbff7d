import assert from "node:assert/strict";
import fc from "fast-check";
import * as pulumi from "@pulumi/pulumi";
import { createUrn, parseUrn } from "../../engine/urn";
import { Group, making, plan, resourceNamed, Thing } from "./support/resources";

const PREFIX = "urn:pulumi:dev::test::";

async function aliasesOf(name: string, make: () => void): Promise<readonly string[]> {
  return resourceNamed(await plan(making(make)), name).aliases;
}

describe("aliases", () => {
  it("take what they leave out from the resource", async () => {
    const aliases = await aliasesOf("thing", () => {
      const group = new Group("group");
      new Thing(
        "thing",
        {},
        {
          parent: group,
          aliases: [
            { name: "old" },
            { type: "demo:index:Old" },
            { parent: pulumi.rootStackResource },
            { stack: "other", project: "another" },
            `${PREFIX}demo:index:Thing::whole`,
          ],
        },
      );
    });
    assert.deepEqual(aliases, [
      `${PREFIX}test:index:Group$demo:index:Thing::old`,
      `${PREFIX}test:index:Group$demo:index:Old::thing`,
      `${PREFIX}demo:index:Thing::thing`,
      "urn:pulumi:other::another::test:index:Group$demo:index:Thing::thing",
      `${PREFIX}demo:index:Thing::whole`,
    ]);
  });

  it("of a parent hold for its children, with the parent's former name in theirs", async () => {
    const aliases = await aliasesOf("new-child", () => {
      const group = new Group("new", { aliases: [{ name: "old" }] });
      new Thing("new-child", {}, { parent: group, aliases: [{ type: "demo:index:Old" }] });
    });
    assert.deepEqual(aliases, [
      `${PREFIX}test:index:Group$demo:index:Old::new-child`,
      `${PREFIX}test:index:Group$demo:index:Thing::old-child`,
      `${PREFIX}test:index:Group$demo:index:Old::old-child`,
    ]);
  });

  it("of a grandparent reach the grandchildren", async () => {
    const aliases = await aliasesOf("leaf", () => {
      const outer = new Group("outer", { aliases: [{ type: "test:index:Former" }] });
      const inner = new Group("inner", { parent: outer }, "test:index:Inner");
      new Thing("leaf", {}, { parent: inner });
    });
    assert.deepEqual(aliases, [`${PREFIX}test:index:Former$test:index:Inner$demo:index:Thing::leaf`]);
  });
});

describe("URNs", () => {
  it("are read back as they were made, whatever the name", () => {
    const type = fc.constantFrom("aws:ec2/vpc:Vpc", "kubernetes:core/v1:Service", "kiban:index:Platform");
    fc.assert(
      fc.property(type, type, fc.string(), (parentType, ownType, name) => {
        const parent = createUrn("dev", "test", undefined, parentType, "parent");
        const parts = parseUrn(createUrn("dev", "test", parent, ownType, name));
        assert.deepEqual(parts, {
          stack: "dev",
          project: "test",
          qualifiedType: `${parentType}$${ownType}`,
          type: ownType,
          name,
        });
      }),
    );
  });
});
