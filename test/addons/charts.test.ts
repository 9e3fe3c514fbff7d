import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { addons } from "../../components/addons/catalog";
import {
  chartReference,
  imageValues,
  lockedCharts,
  mirroredImage,
  MissingChartError,
} from "../../components/addons/charts";
import type { ChartName } from "../../components/cluster/contract";
import { needsReference, referenceFile } from "./support/reference";

const ROOT = path.resolve(__dirname, "..", "..");
const charts = Object.keys(lockedCharts) as ChartName[];

describe("the lock of chart versions", () => {
  it("has each add-on's chart, and no chart that no add-on installs", () => {
    assert.deepEqual(addons.flatMap(({ chart }) => chart ?? []).sort(), [...charts].sort());
  });

  it("agrees with the charts' own descriptions", function () {
    needsReference(this);
    for (const name of charts) {
      const file = referenceFile("charts", name, "Chart.yaml");
      if (file === undefined) continue;
      const text = fs.readFileSync(file, "utf8");
      const field = (key: string): string | undefined => new RegExp(`^${key}: "?([^"\n]+)"?$`, "m").exec(text)?.[1];
      assert.equal(field("version"), lockedCharts[name].version, name);
      assert.equal(field("appVersion"), lockedCharts[name].appVersion, name);
    }
  });

  it("is the only place where a chart's version stands", () => {
    const files = execFileSync(
      "git",
      ["ls-files", "-z", "--", ":!package-lock.json", ":!test/**", ":!*.lock.json", ":!tools/**", ":!charts/**"],
      {
        cwd: ROOT,
        encoding: "utf8",
      },
    )
      .split("\0")
      .filter((file) => /\.(ts|js|json|ya?ml|md)$/.test(file) && fs.existsSync(path.join(ROOT, file)));
    const found = files.flatMap((file) => {
      const text = fs.readFileSync(path.join(ROOT, file), "utf8");
      return charts
        .filter((name) =>
          new RegExp(`(?<![\\d.])${lockedCharts[name].version.replace(/[.]/g, "\\.")}(?![\\d.]*\\d)`).test(text),
        )
        .map((name) => `${file}: ${name} ${lockedCharts[name].version}`);
    });
    assert.deepEqual(found, []);
  });

  it("names an end of life as a date", () => {
    for (const name of charts) {
      const { endOfLife } = lockedCharts[name];
      if (endOfLife !== null) assert.match(endOfLife, /^\d{4}-\d{2}-\d{2}$/);
    }
  });
});

describe("a chart's reference", () => {
  const { version } = lockedCharts["cert-manager"];

  it("is the chart's own source by default", () => {
    const { chart } = chartReference("cert-manager", undefined);
    assert.equal(chart, "oci://quay.io/jetstack/charts/cert-manager");
    const { version: metricsServer } = lockedCharts["metrics-server"];
    assert.deepEqual(chartReference("metrics-server", undefined), {
      chart: "metrics-server",
      version: metricsServer,
      repositoryOpts: { repo: "https://kubernetes-sigs.github.io/metrics-server" },
    });
  });

  it("is the mirror's where there is one, of either kind", () => {
    assert.deepEqual(chartReference("cert-manager", "oci://registry.example.com/charts/"), {
      chart: "oci://registry.example.com/charts/cert-manager",
      version,
    });
    assert.deepEqual(chartReference("cert-manager", "https://charts.example.com"), {
      chart: "cert-manager",
      version,
      repositoryOpts: { repo: "https://charts.example.com" },
    });
  });

  describe("in a folder", () => {
    let folder: string;
    before(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-charts-"))));
    after(() => fs.rmSync(folder, { recursive: true }));

    it("is refused where the folder has no such chart, naming both places", () => {
      assert.throws(
        () => chartReference("cert-manager", folder),
        (error) =>
          error instanceof MissingChartError &&
          error.message.includes(path.join(folder, `cert-manager-${version}.tgz`)) &&
          error.message.includes(path.join(folder, "cert-manager", "Chart.yaml")),
      );
    });

    it("is the unpacked chart, and the package before it", () => {
      fs.mkdirSync(path.join(folder, "cert-manager"));
      fs.writeFileSync(path.join(folder, "cert-manager", "Chart.yaml"), "name: cert-manager\n");
      assert.equal(chartReference("cert-manager", folder).chart, path.join(folder, "cert-manager"));
      const archive = path.join(folder, `cert-manager-${version}.tgz`);
      fs.writeFileSync(archive, "");
      assert.equal(chartReference("cert-manager", folder).chart, archive);
    });
  });
});

describe("an image from a mirror", () => {
  it("keeps its path and its tag or digest", () => {
    const mirror = "registry.example.com/mirror/";
    assert.equal(mirroredImage("quay.io/a/b:1.2@sha256:0f", mirror), "registry.example.com/mirror/a/b:1.2@sha256:0f");
  });

  it("replaces a registry that stands alone", () => {
    assert.deepEqual(imageValues("cert-manager", "registry.example.com"), { imageRegistry: "registry.example.com" });
    assert.deepEqual(imageValues("gateway-helm", "registry.example.com"), {
      global: { imageRegistry: "registry.example.com" },
    });
  });

  it("changes nothing without a mirror", () => {
    for (const name of charts) assert.deepEqual(imageValues(name, undefined), {});
  });
});
