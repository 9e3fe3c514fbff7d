import assert from "node:assert/strict";
import { planDirectory } from "../../engine";
import type { Plan } from "../../engine/plan";
import { ROOT } from "../support/plans";

const SENTINEL = "hunter2-never-to-be-seen";

function planWithSecrets(delivery: "helm" | "argocd", isolated: boolean): Promise<Plan> {
  return planDirectory({
    directory: ROOT,
    project: "kiban",
    stack: "secretive",
    config: {
      "kiban:cluster": JSON.stringify({ provider: "eks", name: "demo", region: "eu-central-1" }),
      "kiban:domain": "example.com",
      "kiban:certificates": JSON.stringify({ email: "a@example.com" }),
      "kiban:app": JSON.stringify({
        delivery,
        databaseUrl: `postgres://user:${SENTINEL}@db.example.com/tasks`,
        ...(delivery === "argocd" && {
          repository: { url: "https://git.example.com/kiban.git", path: "charts/taskboard" },
        }),
      }),
      "kiban:addons": JSON.stringify({
        argocd: {
          oidc: { issuer: "https://id.example.com", clientId: "argocd", clientSecret: SENTINEL },
        },
        kubePrometheusStack: { values: { grafana: { "grafana.ini": { smtp: { password: SENTINEL } } } } },
      }),
    },
    secretConfigKeys: ["kiban:app", "kiban:addons"],
    unknowns: false,
    isolated,
  });
}

describe("a secret", () => {
  for (const delivery of ["helm", "argocd"] as const) {
    for (const isolated of [false, true]) {
      const mode = `${delivery}, ${isolated ? "isolated" : "in process"}`;
      let plan: Plan;
      before(`plan with secrets (${mode})`, async () => {
        plan = await planWithSecrets(delivery, isolated);
      });

      it(`never shows in a plan (${mode})`, () => {
        const shown = plan.resources.filter((resource) => JSON.stringify(resource).includes(SENTINEL));
        assert.deepEqual(
          shown.map(({ urn }) => urn),
          [],
        );
        assert.doesNotMatch(JSON.stringify([plan.outputs, plan.diagnostics, plan.invokes]), new RegExp(SENTINEL));
      });

      it(`stays a secret where it is used (${mode})`, () => {
        const holders = plan.resources.filter(({ secretInputs }) => secretInputs.length > 0).map(({ type }) => type);
        assert.ok(holders.includes("kubernetes:core/v1:Secret"));
        assert.ok(holders.includes("kubernetes:helm.sh/v3:Release"), "the value of Grafana's chart is secret too");
      });
    }
  }
});
