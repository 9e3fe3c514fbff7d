import assert from "node:assert/strict";
import { findResource } from "../../cli/plan/find-resource";
import { UsageError } from "../../cli/errors";
import { component, kubernetesObject, planOf } from "./support/plan-builder";

describe("finding a resource by what a person types", () => {
  const addons = component("kiban:addons:Addons", "addons");
  const one = kubernetesObject("core/v1:Namespace", {}, addons, "argocd");
  const two = kubernetesObject("helm.sh/v3:Release", {}, addons, "argocd");
  const three = kubernetesObject("core/v1:Namespace", {}, addons, "monitoring");
  const plan = planOf([addons, one, two, three]);

  const refusal = (wanted: string): string => {
    try {
      findResource(plan, wanted);
    } catch (error) {
      assert.ok(error instanceof UsageError);
      return error.message;
    }
    throw new Error(`${wanted} was found`);
  };

  it("takes a URN, the end of one, or a name", () => {
    assert.equal(findResource(plan, one.urn), one);
    assert.equal(findResource(plan, "Release::argocd"), two);
    assert.equal(findResource(plan, "monitoring"), three);
  });

  it("lists all where the name stands for several", () => {
    assert.equal(
      refusal("argocd"),
      '"argocd" stands for 2 resources; say which:\n  kubernetes:core/v1:Namespace::argocd\n  kubernetes:helm.sh/v3:Release::argocd',
    );
  });

  it("names the nearest where there is none", () => {
    assert.match(
      refusal("Namespace::monitorng"),
      /^no resource is called "Namespace::monitorng"; the nearest are:\n {2}kubernetes:core\/v1:Namespace::monitoring\n/,
    );
  });
});
