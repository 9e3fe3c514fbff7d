import assert from "node:assert/strict";
import { findDifferences, formatDifference, type ComparedStack } from "../../cli/compare/sameness";
import type { PlannedResource } from "../../engine/plan";
import { component, kubernetesObject, planOf } from "./support/plan-builder";

/** A stack whose application is one Release with these values. */
function stackWith(
  stack: string,
  values: PlannedResource["inputs"],
  given: Partial<ComparedStack> = {},
): ComparedStack {
  const app = component("kiban:app:Application", "taskboard");
  const addon = component("kiban:addons:FluentBit", "fluent-bit");
  return {
    plan: planOf(
      [
        app,
        kubernetesObject("helm.sh/v3:Release", { values }, app, "taskboard-release"),
        kubernetesObject("helm.sh/v3:Release", { values: { cloud: stack } }, addon, "fluent-bit"),
      ],
      { stack },
    ),
    environment: "dev",
    host: undefined,
    ...given,
  };
}

describe("the objects that are the same on all targets", () => {
  it("may differ in StorageClass and host name, which are rows of the table", () => {
    const eks = stackWith(
      "eks",
      { url: "https://a.example.com/x", db: { storageClass: "gp3" } },
      { host: "a.example.com" },
    );
    const gke = stackWith(
      "gke",
      { url: "https://b.internal/x", db: { storageClassName: "pd" } },
      { host: "b.internal" },
    );
    assert.deepEqual(findDifferences([eks, gke]), []);
  });

  it("may differ in nothing else", () => {
    const [eks, aks] = [
      stackWith("eks", { web: { replicas: [2] } }),
      stackWith("aks", { web: { replicas: [3] }, x: "" }),
    ];
    assert.deepEqual(findDifferences([eks, aks]).map(formatDifference), [
      "kubernetes:helm.sh/v3:Release taskboard-release values.web.replicas.0: eks has 2, aks has 3",
      'kubernetes:helm.sh/v3:Release taskboard-release values.x: eks has nothing, aks has ""',
    ]);
  });

  it("must be there on all", () => {
    const eks = stackWith("eks", {});
    const none = { ...stackWith("none", {}), plan: planOf([], { stack: "none" }) };
    assert.match(
      findDifferences([eks, none]).map(formatDifference).join(),
      /taskboard-release: eks has "is there", none has nothing/,
    );
  });

  it("are not held against those of another environment", () => {
    const [dev, prod] = [stackWith("dev", { a: 1 }), stackWith("prod", { a: 2 }, { environment: "prod" })];
    assert.deepEqual(findDifferences([dev, prod]), []);
  });
});
