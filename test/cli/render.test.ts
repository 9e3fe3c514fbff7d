import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { UsageError } from "../../cli/errors";
import { findChart } from "../../cli/render/chart-source";
import { splitManifests } from "../../cli/render/helm";
import { assignPaths, findClashes } from "../../cli/render/manifest";
import { checkOutputFolder, replaceFolder } from "../../cli/render/output-folder";
import { plannedObjects } from "../../cli/render/planned-objects";
import { kubernetesObject, planOf, stackResource } from "./support/plan-builder";

describe("rendered manifests", () => {
  const helmOutput = [
    "# Source: x/templates/secret.yaml",
    "apiVersion: v1",
    "kind: Secret",
    "metadata: { name: generated }",
    "data: { password: aHVudGVyMg== }",
    "stringData: { token: hunter3 }",
    "---",
    "# only a comment",
    "---",
    "apiVersion: rbac.authorization.k8s.io/v1",
    "kind: ClusterRole",
    "metadata: { name: 'system:reader' }",
    "",
  ].join("\n");

  it("are named after namespace, kind and name, and none is lost", () => {
    const secret = splitManifests(helmOutput, "apps", "one");
    const paths = assignPaths([...secret, ...splitManifests(helmOutput, "apps", "two")]);
    assert.deepEqual(
      [...paths.keys()],
      [
        "apps/secret-generated.yaml",
        "_cluster/clusterrole-system_reader.yaml",
        "apps/secret-generated-2.yaml",
        "_cluster/clusterrole-system_reader-2.yaml",
      ],
    );
  });

  it("hold no secret, not even one that a chart made up", () => {
    const [secret] = splitManifests(helmOutput, "apps", "one");
    assert.doesNotMatch(secret?.text ?? "", /aHVudGVyMg|hunter3/);
    assert.match(secret?.text ?? "", /password: W3NlY3JldF0=/);
    assert.match(secret?.text ?? "", /token: "?\[secret\]"?/);
  });

  it("name an object that two make", () => {
    const twice = [...splitManifests(helmOutput, "apps", "one"), ...splitManifests(helmOutput, "apps", "two")];
    assert.match(
      findClashes(twice)[0] ?? "",
      /^Secret apps generated is made 2 times: by release one and by release two$/,
    );
  });

  it("take the plan's own objects, named after the resource where they have no name", () => {
    const plan = planOf([
      kubernetesObject(
        "core/v1:ConfigMap",
        { apiVersion: "v1", kind: "ConfigMap", metadata: { namespace: "a" } },
        stackResource,
        "made",
      ),
      kubernetesObject("helm.sh/v3:Release", { chart: "x" }, stackResource, "release"),
      kubernetesObject(
        "core/v1:Namespace",
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } },
        stackResource,
        "ns",
      ),
    ]);
    assert.deepEqual(
      [...assignPaths(plannedObjects(plan)).keys()],
      ["a/configmap-made.yaml", "_cluster/namespace-a.yaml"],
    );
  });
});

describe("a release's chart", () => {
  it("is taken from helm's cache, and else named with the command that gets it", () => {
    const cache = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-cache-"));
    const before = process.env["HELM_REPOSITORY_CACHE"];
    process.env["HELM_REPOSITORY_CACHE"] = cache;
    try {
      const inputs = { chart: "oci://quay.io/jetstack/charts/cert-manager", version: "v1.2.3" };
      const release = kubernetesObject("helm.sh/v3:Release", inputs);
      assert.deepEqual(findChart(release, cache), {
        missing:
          "chart oci://quay.io/jetstack/charts/cert-manager v1.2.3 is not on this machine: " +
          `helm pull oci://quay.io/jetstack/charts/cert-manager --version v1.2.3 -d ${cache}`,
      });
      fs.writeFileSync(path.join(cache, "cert-manager-v1.2.3.tgz"), "");
      assert.deepEqual(findChart(release, cache), { path: path.join(cache, "cert-manager-v1.2.3.tgz") });
    } finally {
      if (before === undefined) delete process.env["HELM_REPOSITORY_CACHE"];
      else process.env["HELM_REPOSITORY_CACHE"] = before;
      fs.rmSync(cache, { recursive: true });
    }
  });
});

describe("the folder of a render", () => {
  let parent: string;
  let folder: string;
  beforeEach(() => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-render-"));
    folder = path.join(parent, "out");
  });
  afterEach(() => fs.rmSync(parent, { recursive: true }));

  it("replaces an earlier render as a whole", () => {
    replaceFolder(folder, "dev", new Map([["a/old.yaml", "1"]]));
    checkOutputFolder(folder);
    replaceFolder(folder, "dev", new Map([["a/new.yaml", "2"]]));
    assert.deepEqual(fs.readdirSync(path.join(folder, "a")), ["new.yaml"]);
    assert.deepEqual(fs.readdirSync(parent), ["out"]);
  });

  it("is refused when it holds files of others, also among an earlier render", () => {
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, "mine.txt"), "");
    assert.throws(
      () => checkOutputFolder(folder),
      (error) => error instanceof UsageError && /mine\.txt/.test(error.message),
    );
    fs.rmSync(path.join(folder, "mine.txt"));
    replaceFolder(folder, "dev", new Map([["a/old.yaml", "1"]]));
    fs.writeFileSync(path.join(folder, "a", "mine.yaml"), "");
    assert.throws(() => checkOutputFolder(folder), /a\/mine\.yaml/);
  });
});
