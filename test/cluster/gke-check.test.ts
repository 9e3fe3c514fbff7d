import assert from "node:assert/strict";
import { target } from "../../components/cluster/gke";
import type { StackConfig } from "../../stacks/config";
import { gkeConfig } from "./gke-plan";

/** Problems as `path: message; remedy`. */
function problems(config: StackConfig): string[] {
  return target.check(config).map(({ path, message, remedy }) => `${path.join(".")}: ${message}; ${remedy}`);
}

function refuses(config: StackConfig, ...expected: RegExp[]): void {
  const found = problems(config);
  assert.equal(found.length, expected.length, found.join("\n"));
  expected.forEach((pattern, index) => assert.match(found[index] ?? "", pattern));
}

const pool = { name: "a", sizes: ["e2-standard-4"] };

describe("GKE's checks", () => {
  it("accept the smallest configuration and every preset", () => {
    for (const environment of ["dev", "staging", "prod"] as const) {
      for (const mode of ["standard", "auto"] as const) {
        assert.deepEqual(problems(gkeConfig({ mode }, { environment })), []);
      }
    }
  });

  it("refuse a zone or another cloud's region, and say which region", () => {
    refuses(
      gkeConfig({ region: "europe-west1-b" }),
      /^cluster\.region: .*is a zone.*; give a region such as `europe-west1`$/,
    );
    refuses(gkeConfig({ region: "eu-central-1" }), /^cluster\.region: `eu-central-1` is no Google Cloud region/);
    for (const region of ["us-central1", "northamerica-northeast2", "australia-southeast1", "me-west1"]) {
      assert.deepEqual(problems(gkeConfig({ region })), []);
    }
  });

  it("refuse a project number and what is no project id", () => {
    refuses(gkeConfig({ account: "123456789012" }), /^cluster\.account: .*is a project number; give the project id/);
    refuses(gkeConfig({ account: "Acme" }), /^cluster\.account: `Acme` is no Google Cloud project id/);
    assert.deepEqual(problems(gkeConfig({ account: "acme-platform-1" })), []);
  });

  it("refuse administrators that are no groups, of two domains, or everybody", () => {
    refuses(gkeConfig({ adminGroups: ["admins"] }), /^cluster\.adminGroups\.0: `admins` is no e-mail address/);
    refuses(
      gkeConfig({ adminGroups: ["a@example.com", "b@example.org"] }),
      /^cluster\.adminGroups\.1: `b@example\.org` is of another domain/,
    );
    refuses(
      gkeConfig({ adminGroups: ["gke-security-groups@example.com"] }),
      /^cluster\.adminGroups\.0: .*all of their members would be administrators; name .*platform-admins@example\.com.*nest it/,
    );
    refuses(gkeConfig({ adminGroups: ["a@example.com", "a@example.com"] }), /^cluster\.adminGroups\.1: .*named twice/);
  });

  it("refuse node pools on Autopilot, and a standard cluster without any", () => {
    refuses(gkeConfig({ mode: "auto", nodePools: [pool] }), /^cluster\.nodePools: Autopilot makes the nodes itself/);
    refuses(gkeConfig({ nodePools: [] }), /^cluster\.nodePools: a standard cluster without node pools has no nodes/);
  });

  it("refuse machines that are none, too small, or without balanced disks", () => {
    const machine = (size: string): StackConfig => gkeConfig({ nodePools: [{ ...pool, sizes: [size] }] });
    refuses(machine("Standard_D4s_v5"), /^cluster\.nodePools\.0\.sizes\.0: .*is no Compute Engine machine type/);
    refuses(machine("m5.large"), /^cluster\.nodePools\.0\.sizes\.0: /);
    refuses(machine("c4-standard-4"), /takes Hyperdisk only/);
    refuses(machine("e2-micro"), /has no room/);
    assert.deepEqual(problems(machine("n2-custom-6-24576")), []);
  });

  it("refuse zones of another region", () => {
    refuses(
      gkeConfig({ nodePools: [{ ...pool, zones: ["europe-west1-b", "us-central1-a"] }] }),
      /^cluster\.nodePools\.0\.zones\.1: `us-central1-a` is no zone of `europe-west1`/,
    );
    refuses(gkeConfig({}, { network: { zones: ["europe-west2-a"] } }), /^network\.zones\.0: /);
    refuses(gkeConfig({}, { network: { zones: 4 } }), /^network\.zones: 4 zones are more than the 3/);
  });

  it("refuse a taint's value that GKE would", () => {
    const taint = { key: "dedicated", value: "not a label", effect: "NoSchedule" as const };
    refuses(
      gkeConfig({ nodePools: [{ ...pool, taints: [taint] }] }),
      /^cluster\.nodePools\.0\.taints\.0\.value: GKE refuses the taint `dedicated`/,
    );
  });

  it("refuse ranges that cannot hold the pools while they are upgraded", () => {
    refuses(
      gkeConfig({ nodePools: [{ ...pool, max: 40 }] }, { network: { podCidr: "10.64.0.0/19" } }),
      /^network\.podCidr: .*for 32 nodes.*grow to 41.*; give a \/18 or wider/,
    );
    assert.deepEqual(
      problems(gkeConfig({ nodePools: [{ ...pool, max: 31 }] }, { network: { podCidr: "10.64.0.0/19" } })),
      [],
    );
    refuses(
      gkeConfig({ nodePools: [{ ...pool, max: 200 }] }, { network: { cidr: "10.0.0.0/24" } }),
      /^network\.cidr: .*for 124 nodes.*grow to 201/,
    );
    refuses(gkeConfig({}, { network: { cidr: "10.0.0.0/26" } }), /^network\.cidr: .*too small.*\/28; give a \/24/);
    refuses(gkeConfig({}, { network: { serviceCidr: "10.96.0.0/28" } }), /^network\.serviceCidr: /);
    refuses(gkeConfig({ mode: "auto" }, { network: { podCidr: "10.64.0.0/22" } }), /^network\.podCidr: .*Autopilot/);
  });

  it("refuse an existing network without the names that GKE asks for", () => {
    refuses(
      gkeConfig({}, { network: { existing: { id: "shared", privateSubnets: ["a", "b"] } } }),
      /^network\.existing\.privateSubnets: names 2 subnetworks/,
      /^network\.existing\.podRange: is missing/,
      /^network\.existing\.serviceRange: is missing/,
    );
  });

  it("refuse tags that make no labels", () => {
    refuses(gkeConfig({}, { tags: { "1st": "x" } }), /^tags\.1st: .*does not begin with a letter/);
    refuses(gkeConfig({}, { tags: { team: "x".repeat(64) } }), /^tags\.team: is longer than the 63 characters/);
    refuses(
      gkeConfig({}, { tags: { "cost centre": "1", "cost-centre": "2" } }),
      /^tags\.cost-centre: becomes .*as `cost centre` does/,
    );
  });

  it("refuse an id that is no managed zone's name, and logs kept for more than ten years", () => {
    const dns = { manage: "use" as const, id: "projects/acme/managedZones/example" };
    refuses(
      gkeConfig({}, { domain: "example.com", certificates: { email: "a@example.com" }, dns }),
      /^dns\.id: .*give the managed zone's name/,
    );
    refuses(
      gkeConfig({}, { availability: { logRetentionDays: 3651 } }),
      /^availability\.logRetentionDays: Cloud Logging cannot keep logs for 3651 days/,
    );
  });
});
