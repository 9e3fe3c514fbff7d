import assert from "node:assert/strict";
import { refusal } from "../support/stack-file";

const SMALLEST = `config:
  kiban:cluster:
    provider: eks
    name: demo
    region: eu-central-1
`;

/** Each case: what a user wrote, and what the message must say. */
const CASES: readonly { readonly title: string; readonly text: string; readonly says: readonly RegExp[] }[] = [
  {
    title: "a typo in a key names the nearest valid key",
    text: SMALLEST.replace("region:", "regoin:"),
    says: [/Pulumi\.test\.yaml:5:5 kiban:cluster\.regoin: unknown key; did you mean "region"\?/],
  },
  {
    title: "a typo in a top-level key",
    text: `${SMALLEST}  kiban:domian: example.com\n`,
    says: [/:6:3 kiban:domian: unknown key; did you mean "domain"\?/],
  },
  {
    title: "a provider that does not exist",
    text: SMALLEST.replace("provider: eks", "provider: ekss"),
    says: [
      /:3:5 kiban:cluster\.provider: "ekss" is not allowed; did you mean "eks"\?; allowed: eks, aks, gke, existing/,
    ],
  },
  {
    title: "a missing cluster",
    text: "config:\n  kiban:environment: dev\n",
    says: [/kiban:cluster: is missing/],
  },
  {
    title: "a wrong type",
    text: `${SMALLEST}    adminGroups: none\n`,
    says: [/:6:5 kiban:cluster\.adminGroups: "none" is not a list; give a list/],
  },
  {
    title: "an unquoted version",
    text: `${SMALLEST}    version: 1.36\n`,
    says: [/:6:5 kiban:cluster\.version: 1\.36 is not allowed; allowed: 1\.35, 1\.36 \(write it in quotes\)/],
  },
  {
    title: "a version outside the supported range",
    text: `${SMALLEST}    version: "1.31"\n`,
    says: [/kiban:cluster\.version: "1\.31" is not allowed; .*allowed: 1\.35, 1\.36/],
  },
  {
    title: "overlapping ranges",
    text: `${SMALLEST}  kiban:network:\n    cidr: 10.0.0.0/8\n`,
    says: [/kiban:network.*10\.64\.0\.0\/16 overlaps network\.cidr 10\.0\.0\.0\/8/],
  },
  {
    title: "an address instead of a network",
    text: `${SMALLEST}  kiban:network:\n    cidr: 10.0.0.1/16\n`,
    says: [/:7:5 kiban:network\.cidr: 10\.0\.0\.1\/16 is an address within a network/],
  },
  {
    title: "a range that is none",
    text: `${SMALLEST}  kiban:network:\n    cidr: 10.0.0.0/33\n`,
    says: [/:7:5 kiban:network\.cidr: "10\.0\.0\.0\/33" is refused; it must be an IPv4 CIDR/],
  },
  {
    title: "a network too small for its subnets",
    text: `${SMALLEST}  kiban:network:\n    cidr: 10.0.0.0/27\n`,
    says: [/:7:5 kiban:network\.cidr: /],
  },
  {
    title: "a region of another cloud's form",
    text: SMALLEST.replace("eu-central-1", "westeurope"),
    says: [/:5:5 kiban:cluster\.region: /],
  },
  {
    title: "min above max",
    text: `${SMALLEST}    nodePools:\n      - { name: general, sizes: [m7g.large], min: 5, max: 3 }\n`,
    says: [/:7:\d+ kiban:cluster\.nodePools\[0\]\.min: min 5 is more than max 3/],
  },
  {
    title: "two pools with one name",
    text: `${SMALLEST}    nodePools:\n      - { name: general, sizes: [m7g.large] }\n      - { name: general, sizes: [m7g.large] }\n`,
    says: [/:8:\d+ kiban:cluster\.nodePools\[1\]\.name: the name general is taken by nodePools\[0\]/],
  },
  {
    title: "a public endpoint open to the world in prod",
    text: `${SMALLEST}    endpoint: { publicCidrs: [0.0.0.0/0] }\n  kiban:environment: prod\n`,
    says: [/kiban:cluster\.endpoint\.publicCidrs\[0\]: 0\.0\.0\.0\/0 opens the API server to the whole internet/],
  },
  {
    title: "ACME without an e-mail address",
    text: `${SMALLEST}  kiban:domain: example.com\n`,
    says: [/kiban:certificates\.email: ACME needs an e-mail address/],
  },
  {
    title: "a zone that does not contain the domain",
    text: `${SMALLEST}  kiban:domain: a.example.com\n  kiban:dns: { zone: other.com }\n  kiban:certificates: { email: a@example.com }\n`,
    says: [/kiban:dns\.zone: the zone other\.com does not contain the domain a\.example\.com/],
  },
  {
    title: "a secret in plain text",
    text: `${SMALLEST}  kiban:app: { databaseUrl: "postgres://u:hunter2@db/x" }\n`,
    says: [/kiban:app\.databaseUrl: a credential in plain text; store it encrypted: pulumi config set --secret --path/],
  },
  {
    title: "a credential in raw chart values",
    text: `${SMALLEST}  kiban:addons: { kubePrometheusStack: { values: { grafana: { adminPassword: hunter2 } } } }\n`,
    says: [/kiban:addons\.kubePrometheusStack\.values\.grafana\.adminPassword: a credential in plain text/],
  },
  {
    title: "a name of 64 characters",
    text: SMALLEST.replace("demo", "a".repeat(64)),
    says: [/kiban:cluster\.name: .* is refused; it must have at most 40 characters/],
  },
  {
    title: "a Unicode name",
    text: SMALLEST.replace("demo", "基盤"),
    says: [/kiban:cluster\.name: "基盤" is refused; it must be lower-case letters/],
  },
  {
    title: "a namespace that the platform uses",
    text: `${SMALLEST}  kiban:app: { namespace: kube-system }\n`,
    says: [/kiban:app\.namespace: kube-system is reserved/],
  },
  {
    title: "a namespace of an add-on",
    text: `${SMALLEST}  kiban:app: { namespace: monitoring }\n`,
    says: [/kiban:app\.namespace: monitoring is reserved/],
  },
  {
    title: "a mirror that is not there",
    text: `${SMALLEST}  kiban:charts: { mirror: ./no-such-folder }\n`,
    says: [/:6:19 kiban:charts\.mirror: there is no folder \.\/no-such-folder/],
  },
  {
    title: "malformed YAML",
    text: `${SMALLEST}  kiban:network: [\n`,
    says: [/Pulumi\.test\.yaml:\d+:\d+: not valid YAML/],
  },
  {
    title: "duplicate keys",
    text: `${SMALLEST}    name: again\n`,
    says: [/Pulumi\.test\.yaml:6:\d+: not valid YAML: Map keys must be unique/],
  },
  { title: "an empty file", text: "", says: [/Pulumi\.test\.yaml: is empty/] },
  { title: "a file without config", text: "encryptionsalt: x\n", says: [/Pulumi\.test\.yaml: has no `config`/] },
  {
    title: "a key without a namespace",
    text: `${SMALLEST}  environment: dev\n`,
    says: [/:6:3 environment: a key needs a namespace; write `kiban:environment`/],
  },
];

describe("a configuration that is wrong", () => {
  for (const { title, text, says } of CASES) {
    it(`is refused: ${title}`, () => {
      const message = refusal(text);
      assert.ok(message !== undefined, "the configuration was accepted");
      for (const pattern of says) assert.match(message, pattern);
    });
  }

  it("never shows the secret that it refuses", () => {
    const message = refusal(`${SMALLEST}  kiban:app: { databaseUrl: "postgres://u:hunter2@db/x" }\n`);
    assert.doesNotMatch(message ?? "", /hunter2/);
  });

  it("names all problems at once, schema and checks together", () => {
    const message = refusal(`config:
  kiban:envronment: dev
  kiban:cluster:
    provider: eks
    name: demo
    region: mars
    endpoint: { publicCidrs: [0.0.0.0/0] }
  kiban:network: { cidr: 10.0.0.0/8, natt: zone }
`);
    const lines = (message ?? "").split("\n");
    assert.match(lines[0] ?? "", /problems/);
    const keys = ["envronment", "cluster.region", "publicCidrs\\[0\\]", "network.natt", "overlaps"];
    for (const key of keys) assert.match(message ?? "", new RegExp(key), `no word of ${key}`);
  });

  it("is refused where it is not UTF-8", () => {
    assert.match(refusal(Buffer.from([0x63, 0xff, 0xfe])) ?? "", /Pulumi\.test\.yaml: is not UTF-8 text/);
  });

  it("is refused where aliases would explode", () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) =>
        `  x:l${i}: &l${i} [${Array(9)
          .fill(i ? `*l${i - 1}` : "x")
          .join(", ")}]`,
    );
    assert.match(refusal(`config:\n${levels.join("\n")}\n`) ?? "", /alias/i);
  });
});
