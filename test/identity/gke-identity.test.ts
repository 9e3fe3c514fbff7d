import assert from "node:assert/strict";
import type { Permission } from "../../components/identity/contract";
import type { Plan } from "../../engine";
import { gkeConfig, ofType, only, planGke } from "../cluster/gke-plan";

const PRINCIPAL =
  "principal://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/example-project.svc.id.goog/subject/ns/apps/sa/worker";
const PROJECT_MEMBER = "gcp:projects/iAMMember:IAMMember";
const ZONE_MEMBER = "gcp:dns/dnsManagedZoneIamMember:DnsManagedZoneIamMember";

function planGrant(permissions: readonly Permission[]): Promise<Plan> {
  return planGke(gkeConfig({}, { domain: "example.com", certificates: { email: "a@example.com" } }), {
    use: ({ identity }) => {
      const { ready, ...grant } = identity.grant({ namespace: "apps", name: "worker" }, permissions);
      return { ...grant, ready: ready.length };
    },
  });
}

/** What the principal got on the project and on the zone. */
function grants(plan: Plan): { project: unknown[]; zone: unknown[] } {
  const roles = (type: string): unknown[] =>
    ofType(plan, type)
      .filter(({ inputs }) => inputs.member === PRINCIPAL)
      .map(({ inputs }) => inputs.role);
  return { project: roles(PROJECT_MEMBER), zone: roles(ZONE_MEMBER) };
}

describe("GKE identities", () => {
  it("make a ServiceAccount itself the principal: nothing to annotate, nothing to label", async () => {
    const plan = await planGrant(["logs-write"]);
    assert.equal(plan.outputs.identity, PRINCIPAL);
    assert.deepEqual(plan.outputs.serviceAccountAnnotations, {});
    assert.deepEqual(plan.outputs.podLabels, {});
    assert.equal(plan.outputs.ready, 1);
    assert.deepEqual(grants(plan), { project: ["roles/logging.logWriter"], zone: [] });
  });

  it("allow records in the stack's zone alone, and finding it", async () => {
    const plan = await planGrant(["dns-records"]);
    const role = only(plan, "gcp:projects/iAMCustomRole:IAMCustomRole");
    const { project, zone } = grants(plan);
    assert.deepEqual(project, ["roles/dns.reader"]);
    assert.equal(zone.length, 1);
    assert.match(String(zone[0]), /^projects\/example-project\/roles\/demo_identity_records_/);
    assert.match(String(only(plan, ZONE_MEMBER).inputs.managedZone), /^demo-dns-/);
    const permissions = role.inputs.permissions as string[];
    assert.ok(permissions.includes("dns.changes.create"));
    assert.deepEqual(
      permissions.filter((permission) => permission.includes("managedZones") && !permission.endsWith(".get")),
      [],
    );
  });

  it("allow challenges without a grant on the project", async () => {
    const { project, zone } = grants(await planGrant(["dns-challenges"]));
    assert.deepEqual(project, []);
    assert.equal(zone.length, 1);
  });

  it("are bound after the cluster, which makes the identity pool", async () => {
    const plan = await planGrant(["dns-records", "logs-write"]);
    const cluster = only(plan, "gcp:container/cluster:Cluster");
    const members = [...ofType(plan, PROJECT_MEMBER), ...ofType(plan, ZONE_MEMBER)].filter(
      ({ inputs }) => inputs.member === PRINCIPAL,
    );
    assert.equal(members.length, 3);
    for (const member of members) {
      assert.ok(member.dependencies.includes(cluster.urn), `${member.name} does not wait for the cluster`);
    }
  });

  it("need nothing for load balancers, which GKE makes itself", async () => {
    assert.deepEqual(grants(await planGrant(["load-balancers"])), { project: [], zone: [] });
  });

  it("make no DNS role without a domain, and say why records cannot be granted then", async () => {
    const plan = await planGke(gkeConfig());
    assert.equal(ofType(plan, "gcp:projects/iAMCustomRole:IAMCustomRole").length, 0);
    await assert.rejects(
      planGke(gkeConfig(), {
        use: ({ identity }) => void identity.grant({ namespace: "apps", name: "worker" }, ["dns-records"]),
      }),
      /there is no DNS zone to grant access to; set kiban:domain/,
    );
  });
});
