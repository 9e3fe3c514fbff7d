import assert from "node:assert/strict";
import { contains, format, overlaps, parse, size, subnet } from "../../components/network/cidr";

describe("cidr", () => {
  it("reads and writes a range, dropping host bits", () => {
    assert.equal(format(parse("10.0.0.0/16")), "10.0.0.0/16");
    assert.equal(format(parse("10.1.2.3/24")), "10.1.2.0/24");
    assert.equal(format(parse("255.255.255.255/32")), "255.255.255.255/32");
    assert.equal(format(parse("0.0.0.0/0")), "0.0.0.0/0");
  });

  it("refuses what is no IPv4 range", () => {
    for (const text of ["10.0.0.0", "10.0.0.0/33", "fd00::/8", "300.0.0.0/8", ""]) {
      assert.throws(() => parse(text), text);
    }
  });

  it("knows how many addresses a range has", () => {
    assert.equal(size(parse("10.0.0.0/28")), 16);
    assert.equal(size(parse("0.0.0.0/0")), 2 ** 32);
  });

  it("tells containment and overlap", () => {
    const wide = parse("10.0.0.0/16");
    assert.ok(contains(wide, parse("10.0.255.240/28")));
    assert.ok(!contains(wide, parse("10.1.0.0/28")));
    assert.ok(!contains(parse("10.0.0.0/24"), wide));
    assert.ok(overlaps(parse("10.0.0.0/24"), wide));
    assert.ok(overlaps(wide, parse("10.0.0.0/24")));
    assert.ok(!overlaps(wide, parse("10.1.0.0/16")));
  });

  it("cuts a range into parts from either end", () => {
    const wide = parse("192.168.0.0/16");
    assert.equal(format(subnet(wide, 20, 0)), "192.168.0.0/20");
    assert.equal(format(subnet(wide, 20, 15)), "192.168.240.0/20");
    assert.equal(format(subnet(wide, 28, -1)), "192.168.255.240/28");
    assert.throws(() => subnet(wide, 20, 16), /192\.168\.0\.0\/16 has no part \/20 number 16/);
    assert.throws(() => subnet(wide, 8, 0), RangeError);
  });
});
