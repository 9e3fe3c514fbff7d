import assert from "node:assert/strict";
import type { PlannedResource } from "../../engine";
import { crdErrors } from "./support/crd-schemas";
import { planAddons, withDomain } from "./support/plan";
import { needsReference } from "./support/reference";

const BUILT_IN = /^kubernetes:(core|admissionregistration\.k8s\.io|scheduling\.k8s\.io|helm\.sh)\//;

function isCustom({ type }: PlannedResource): boolean {
  return type.startsWith("kubernetes:") && !BUILT_IN.test(type);
}

/** The object that the API server would get. */
function manifest({ inputs }: PlannedResource): { apiVersion: string; kind: string } {
  const { apiVersion, kind } = inputs;
  if (typeof apiVersion !== "string" || typeof kind !== "string") throw new Error("A custom resource without a kind.");
  return { ...inputs, apiVersion, kind };
}

describe("custom resources", () => {
  before(function () {
    needsReference(this);
  });

  for (const [name, planned] of [
    ["with a domain, in prod", () => planAddons("eks", { environment: "prod", ...withDomain })],
    ["without a domain, in dev", () => planAddons("local")],
    ["with images from a mirror", () => planAddons("eks", { charts: { imageRegistry: "registry.example.com/a" } })],
  ] as const) {
    it(`fit their CRDs, unknown fields refused (${name})`, async () => {
      const { plan } = await planned();
      const resources = plan.resources.filter(isCustom);
      assert(resources.length >= 10);
      const errors = resources.flatMap((resource) =>
        crdErrors(manifest(resource)).map((error) => `${resource.type} ${resource.name}: ${error}`),
      );
      assert.deepEqual(errors, []);
    });
  }

  it("would be refused with an unknown field", () => {
    const issuer = { apiVersion: "cert-manager.io/v1", kind: "ClusterIssuer", spec: { selfSigned: {}, acne: {} } };
    assert.match(crdErrors(issuer).join(), /additionalProperty":"acne/);
  });
});
