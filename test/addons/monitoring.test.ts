import assert from "node:assert/strict";
import { dashboards } from "../../components/addons/kube-prometheus-stack/dashboards";
import { platformRules } from "../../components/addons/kube-prometheus-stack/rules";
import { retentionSize } from "../../components/addons/kube-prometheus-stack/values";
import { filters, inputs, redactScript, service } from "../../components/addons/fluent-bit/pipeline";
import { stackConfig } from "../support/config";
import { cluster, planAddons, withDomain } from "./support/plan";

interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly {
    readonly title: string;
    readonly description: string;
    readonly targets: readonly { readonly expr: string }[];
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  }[];
}

describe("the platform's dashboards", () => {
  const all = dashboards().map(({ name, json }) => ({ name, dashboard: JSON.parse(json) as Dashboard }));

  it("have ids and titles of their own, and panels that ask something and don't overlap", () => {
    assert(all.length >= 3);
    assert.equal(new Set(all.map(({ dashboard }) => dashboard.uid)).size, all.length);
    for (const { name, dashboard } of all) {
      const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
      );
      assert.equal(new Set(cells).size, cells.length, `panels of ${name} overlap`);
      for (const panel of dashboard.panels) {
        assert(panel.description.length > 0, `${name}: ${panel.title} explains nothing`);
        assert(panel.targets.every(({ expr }) => expr.length > 0));
      }
    }
  });

  it("reach Grafana as labelled ConfigMaps", async () => {
    const { get } = await planAddons("local");
    for (const { name } of all) {
      const { metadata, data } = get("kubernetes:core/v1:ConfigMap", `dashboard-${name}`).inputs as {
        metadata: { labels: object };
        data: Record<string, string>;
      };
      assert.deepEqual(metadata.labels, { grafana_dashboard: "1" });
      assert.deepEqual(Object.keys(data), [`${name}.json`]);
    }
  });
});

describe("the platform's alerts", () => {
  const rules = platformRules(stackConfig({ cluster, ...withDomain })).flatMap((group) => group.rules);
  const alerts = rules.flatMap((rule) => ("alert" in rule ? [rule] : []));

  it("say what is wrong, how bad it is and what to do first", () => {
    assert(alerts.length >= 15);
    assert.equal(new Set(alerts.map(({ alert }) => alert)).size, alerts.length);
    for (const { alert, annotations, labels } of alerts) {
      assert(annotations.runbook.length > 40, `${alert} has no runbook`);
      assert(annotations.summary.length > 10 && annotations.description.length > 10, alert);
      assert(["critical", "warning"].includes(labels.severity));
    }
  });

  it("ask only for recorded series that are recorded", () => {
    const recorded = new Set(rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
    const asked = [...alerts.map(({ expr }) => expr), ...dashboards().map(({ json }) => json)].flatMap(
      (text) => text.match(/gateway:[a-z_]+:[a-z_0-9]+/g) ?? [],
    );
    assert(asked.length > 0);
    for (const name of asked) assert(recorded.has(name), name);
  });

  it("are those of the add-ons that are on", () => {
    const names = platformRules(
      stackConfig({ cluster, addons: { argocd: { enabled: false }, fluentBit: { enabled: false } } }),
    ).map(({ name }) => name);
    assert.deepEqual(names, ["platform-cluster", "platform-certificates", "platform-gateway"]);
  });
});

describe("Prometheus' retention", () => {
  it("leaves room on the volume", () => {
    assert.equal(retentionSize("100Gi"), "87040MB");
    assert.equal(retentionSize("1Ti"), "870GB");
    assert.throws(() => retentionSize("100"), /"100" is no size/);
  });
});

describe("Fluent Bit's pipeline", () => {
  it("holds nothing that the chart would take for a template", () => {
    for (const text of [service, inputs, filters, redactScript]) assert(!text.includes("{{"));
  });

  it("joins lines, adds metadata and blanks credentials before records leave the node", () => {
    assert.match(inputs, /multiline\.parser docker, cri/);
    assert(filters.indexOf("call redact") < filters.indexOf("Name kubernetes"));
    assert.match(filters, /Annotations Off/);
  });
});
