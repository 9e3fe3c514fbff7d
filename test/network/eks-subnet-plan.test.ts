import { strict as assert } from "node:assert";
import * as fc from "fast-check";
import { contains, overlaps, parse } from "../../components/network/cidr";
import { planSubnets } from "../../components/network/eks/subnet-plan";

describe("EKS subnet plan", () => {
  it("gives each zone of a /16 a /19 for nodes, a /24 for load balancers and a /28 for the control plane", () => {
    assert.deepEqual(planSubnets("10.0.0.0/16", 3), {
      private: ["10.0.0.0/19", "10.0.32.0/19", "10.0.64.0/19"],
      public: ["10.0.192.0/24", "10.0.193.0/24", "10.0.194.0/24"],
      controlPlane: ["10.0.224.0/28", "10.0.224.16/28", "10.0.224.32/28"],
    });
  });

  it("leaves enough addresses in the smallest VPC that it takes", () => {
    const plan = planSubnets("10.1.16.0/20", 6);
    assert.deepEqual(
      [plan.private[5], plan.public[5], plan.controlPlane[5]],
      ["10.1.26.0/23", "10.1.28.80/28", "10.1.30.80/28"],
    );
  });

  it("moves no subnet when a zone is added", () => {
    const before = planSubnets("10.0.0.0/16", 2);
    const after = planSubnets("10.0.0.0/16", 6);
    for (const kind of ["private", "public", "controlPlane"] as const) {
      assert.deepEqual(after[kind].slice(0, 2), before[kind]);
    }
  });

  it("never overlaps and never leaves the VPC", () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 2, max: 6 }), (prefix, zones) => {
        const vpc = `10.32.0.0/${prefix}`;
        const ranges = Object.values(planSubnets(vpc, zones)).flat().map(parse);
        assert.equal(ranges.length, zones * 3);
        ranges.forEach((range, index) => {
          assert.ok(contains(parse(vpc), range));
          assert.ok(ranges.slice(0, index).every((other) => !overlaps(other, range)));
        });
      }),
    );
  });

  it("refuses what it cannot divide", () => {
    assert.throws(() => planSubnets("10.0.0.0/21", 3), RangeError);
    assert.throws(() => planSubnets("10.0.0.0/16", 7), RangeError);
  });
});
