import assert from "node:assert/strict";
import type { Addon } from "../../components/addons/contract";
import { addons } from "../../components/addons/catalog";
import { CyclicNeedsError, installationOrder, MissingNeedError } from "../../components/addons/graph";

type Mutable = { -readonly [Key in keyof Addon]: Addon[Key] };

function addon(name: string, needs: Addon[] = [], uses: Addon[] = []): Mutable {
  return {
    name,
    title: name,
    description: name,
    chart: undefined,
    namespace: { name, podSecurity: "restricted" },
    identity: undefined,
    needs,
    uses,
    enabled: () => true,
    values: () => ({}),
    install: () => ({ ready: [] }),
  };
}

const names = (order: readonly Addon[]): string[] => order.map(({ name }) => name);

describe("the order of add-ons", () => {
  it("puts each after all that it needs or uses, and else keeps the list's order", () => {
    const crds = addon("crds");
    const issuer = addon("issuer", [crds]);
    const gateway = addon("gateway", [], [issuer]);
    assert.deepEqual(names(installationOrder([addon("logs"), gateway, issuer, crds], () => true)), [
      "logs",
      "crds",
      "issuer",
      "gateway",
    ]);
  });

  it("leaves out what is off, and does not mind that something uses it", () => {
    const metrics = addon("metrics");
    const logs = addon("logs", [], [metrics]);
    assert.deepEqual(names(installationOrder([logs, metrics], (candidate) => candidate !== metrics)), ["logs"]);
  });

  it("refuses an add-on that needs one that is off, naming both", () => {
    const crds = addon("crds");
    const prometheus = addon("prometheus", [crds]);
    assert.throws(
      () => installationOrder([crds, prometheus], (candidate) => candidate !== crds),
      (error) => error instanceof MissingNeedError && /prometheus needs crds, which is off/.test(error.message),
    );
  });

  it("refuses a circle, naming every add-on on it and no other", () => {
    const first = addon("first");
    const second = addon("second", [first]);
    const third = addon("third", [], [second]);
    first.needs = [third];
    assert.throws(
      () => installationOrder([addon("outside", [first]), first, second, third], () => true),
      (error) => {
        assert(error instanceof CyclicNeedsError);
        assert.deepEqual([...error.cycle].sort(), ["first", "first", "second", "third"]);
        assert.match(error.message, /first -> third -> second -> first/);
        return true;
      },
    );
  });

  it("refuses an add-on that needs itself", () => {
    const lonely = addon("lonely");
    lonely.needs = [lonely];
    assert.throws(() => installationOrder([lonely], () => true), /lonely -> lonely/);
  });

  it("refuses a circle of modules, where a need is still undefined", () => {
    const needs = [undefined] as unknown as Addon[];
    assert.throws(() => installationOrder([addon("early", needs)], () => true), CyclicNeedsError);
  });

  it("exists for the platform's own add-ons, whose names differ", () => {
    assert.equal(installationOrder(addons, () => true).length, addons.length);
    assert.equal(new Set(names(addons)).size, addons.length);
  });
});
