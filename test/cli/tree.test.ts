import assert from "node:assert/strict";
import pico from "picocolors";
import { formatTree } from "../../cli/plan/tree";
import { formatCounts } from "../../cli/plan/counts";
import { component, planOf, resource, stackResource } from "./support/plan-builder";

const plain = pico.createColors(false);

describe("the tree of a plan", () => {
  const cluster = component("kiban:cluster:EksCluster", "main");
  const plan = planOf([
    cluster,
    resource({ type: "aws:ec2/vpc:Vpc", name: "late", parent: stackResource.urn }),
    resource({ type: "aws:eks/cluster:Cluster", name: "main", parent: cluster.urn, protect: true, modelled: true }),
    resource({ type: "aws:ec2/subnet:Subnet", name: "a", parent: cluster.urn }),
    resource({ type: "aws:route53/zone:Zone", name: "zone", parent: cluster.urn, external: true }),
    resource({ type: "aws:kms/key:Key", name: "key", parent: cluster.urn, importId: "key-1" }),
  ]);

  it("puts children below their component and says what happens to each", () => {
    assert.deepEqual(formatTree(plan, plain).split("\n").slice(1), [
      " +   pulumi:pulumi:Stack            kiban-dev  create",
      " +   ├─ kiban:cluster:EksCluster    main       create",
      " +   │  ├─ aws:eks/cluster:Cluster  main       create, protected, modelled",
      " +   │  ├─ aws:ec2/subnet:Subnet    a          create",
      " >   │  ├─ aws:route53/zone:Zone    zone       read",
      " =   │  └─ aws:kms/key:Key          key        import, key-1",
      " +   └─ aws:ec2/vpc:Vpc             late       create",
    ]);
  });

  it("counts what is created by package, and neither components nor what is only read", () => {
    assert.equal(
      formatCounts(plan, plain),
      "Resources: 3 to create, 1 to import, 1 to read, in 1 component\n  aws     5  ec2/Subnet, ec2/Vpc, eks/Cluster, kms/Key, route53/Zone",
    );
  });
});
