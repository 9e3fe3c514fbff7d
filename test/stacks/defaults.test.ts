import assert from "node:assert/strict";
import { loadText } from "../support/stack-file";

const cluster = (provider: string, region: string): string =>
  `config:\n  kiban:cluster:\n    provider: ${provider}\n    name: demo\n    region: ${region}\n`;

describe("the smallest configuration", () => {
  for (const [provider, region] of [
    ["eks", "eu-central-1"],
    ["aks", "westeurope"],
    ["gke", "europe-west1"],
  ] as const) {
    it(`${provider}: provider, name and region give a private dev platform without public names`, () => {
      const config = loadText(cluster(provider, region));
      assert.equal(config.environment, "dev");
      assert.ok(config.cluster.provider !== "existing");
      assert.deepEqual(config.cluster.endpoint, { private: true, public: false, publicCidrs: [] });
      assert.ok(config.cluster.nodePools.length > 0);
      assert.equal(config.certificates.issuer, "selfSigned");
      assert.equal(config.dns, undefined);
      assert.equal(config.app.host, undefined);
    });
  }
});

describe("the environment's preset", () => {
  it("decides in prod on protection, replicas and NAT", () => {
    const config = loadText(`${cluster("eks", "eu-central-1")}  kiban:environment: prod\n`);
    assert.equal(config.availability.protect, true);
    assert.equal(config.availability.replicas, 3);
    assert.equal(config.network.nat, "zone");
    assert.equal(config.addons.argocd.highAvailability, true);
    assert.equal(config.policies.productionRules, "mandatory");
  });

  it("gives way to any key", () => {
    const text = `${cluster("eks", "eu-central-1")}  kiban:environment: prod
  kiban:availability: { protect: false, replicas: 2 }
  kiban:network: { nat: single }
  kiban:addons: { gateway: { replicas: 5 }, argocd: { highAvailability: false } }
`;
    const config = loadText(text);
    assert.equal(config.availability.protect, false);
    assert.equal(config.network.nat, "single");
    assert.equal(config.addons.certManager.replicas, 2);
    assert.equal(config.addons.gateway.replicas, 5);
    assert.equal(config.addons.argocd.highAvailability, false);
  });
});

describe("the application's values", () => {
  it("merge those of the environment over the common ones", () => {
    const config = loadText(`${cluster("eks", "eu-central-1")}  kiban:app:
    values: { drainSeconds: 5, api: { logLevel: warn, databasePool: 3 } }
    environments: { dev: { api: { logLevel: info } }, prod: { api: { logLevel: error } } }
`);
    assert.deepEqual(config.app.values, { drainSeconds: 5, api: { logLevel: "info", databasePool: 3 } });
  });
});
