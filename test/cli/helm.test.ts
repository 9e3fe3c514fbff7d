import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findHelm, renderRelease, type HelmSettings } from "../../cli/render/helm";
import { kubernetesObject, stackResource } from "./support/plan-builder";

/** Stands for helm: renders one ConfigMap that holds the arguments and the values, or refuses them. */
const FAKE_HELM = `#!${process.execPath}
const values = JSON.parse(require("fs").readFileSync(0, "utf8"));
if (values.refuse) {
  console.error("Error: values don't meet the specifications of the schema(s)");
  process.exit(1);
}
if (values.wait) setInterval(() => undefined, 1000);
else console.log(JSON.stringify({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x" }, data: { arguments: process.argv.slice(2).join(" "), values } }));
`;

describe("helm", function () {
  if (process.platform === "win32") return;
  let folder: string;
  let settings: HelmSettings;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-helm-"));
    const helm = path.join(folder, "helm");
    fs.writeFileSync(helm, FAKE_HELM, { mode: 0o755 });
    const signal = new AbortController().signal;
    settings = { helm, kubernetesVersion: "1.36", apiVersions: ["monitoring.coreos.com/v1"], signal };
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const release = (inputs: Record<string, string | boolean | object>): ReturnType<typeof kubernetesObject> => ({
    ...kubernetesObject("helm.sh/v3:Release", inputs as never, stackResource, "shop"),
    source: "components/shop.ts:7",
  });

  it("gets the values, names and versions that the plan gives the release", async () => {
    const inputs = { name: "web", namespace: "shop", values: { replicas: 3 }, skipCrds: true };
    const [manifest] = await renderRelease(release(inputs), "/charts/web", settings);
    assert.equal(manifest?.namespace, "shop");
    assert.match(
      manifest?.text ?? "",
      /template web \/charts\/web --namespace shop --values - --skip-tests --kube-version 1\.36 --api-versions monitoring\.coreos\.com\/v1"/,
    );
    assert.match(manifest?.text ?? "", /"?replicas"?: 3/);
  });

  it("brings the chart's CRDs unless the release leaves them out", async () => {
    const [manifest] = await renderRelease(release({}), "/charts/web", settings);
    assert.match(manifest?.text ?? "", /--include-crds/);
  });

  it("that refuses values is quoted, with the release and the line that makes it", async () => {
    await assert.rejects(renderRelease(release({ values: { refuse: true } }), "/charts/web", settings), {
      message:
        "release shop (components/shop.ts:7) cannot be rendered: values don't meet the specifications of the schema(s)",
    });
  });

  it("ends when the command is interrupted", async () => {
    const controller = new AbortController();
    const reason = new Error("interrupted");
    setTimeout(() => controller.abort(reason), 300);
    const waiting = renderRelease(release({ values: { wait: true } }), "/c", {
      ...settings,
      signal: controller.signal,
    });
    await assert.rejects(waiting, reason);
  });

  it("is found by KIBAN_HELM before PATH, and a wrong KIBAN_HELM is refused", () => {
    const { KIBAN_HELM, PATH } = process.env;
    try {
      process.env["PATH"] = folder;
      delete process.env["KIBAN_HELM"];
      assert.equal(findHelm(), settings.helm);
      process.env["KIBAN_HELM"] = path.join(folder, "none");
      assert.throws(() => findHelm(), /KIBAN_HELM names .*none, which does not exist/);
    } finally {
      process.env["PATH"] = PATH;
      if (KIBAN_HELM === undefined) delete process.env["KIBAN_HELM"];
      else process.env["KIBAN_HELM"] = KIBAN_HELM;
    }
  });
});
