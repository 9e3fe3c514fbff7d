import assert from "node:assert/strict";
import type { Permission } from "../../components/identity/contract";
import type { Plan, PlannedResource } from "../../engine";
import { ADMINS, aksInput, grantAll, ofType, only, planAks, prodInput } from "../cluster/aks-plan";

const ROLE = "authorization:RoleAssignment";
const DNS_ZONE_CONTRIBUTOR = "befefa01-2a29-4197-83a8-272ff33ce314";
const READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const CLUSTER_ADMIN = "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b";
const CLUSTER_USER = "4abbcc35-e782-43d8-92c5-2d3f1bd2253f";

/** Roles that the identity of a name has, as role id and scope. */
function rolesOf(plan: Plan, identity: string): [string, string][] {
  const { principalId } = only(plan, "managedidentity:UserAssignedIdentity", identity).outputs;
  return ofType(plan, ROLE)
    .filter(({ inputs }) => inputs.principalId === principalId)
    .map(({ inputs }) => [String(inputs.roleDefinitionId).split("/").at(-1) ?? "", String(inputs.scope)]);
}

function permitted(permission: Permission, input = prodInput()): Promise<Plan> {
  return planAks(input, {
    use: ({ identity }) => {
      identity.grant({ namespace: "tools", name: permission }, [permission]);
    },
  });
}

describe("workload identities on AKS", () => {
  it("trust one ServiceAccount by the issuer's exact name", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    const { inputs } = only(plan, "managedidentity:FederatedIdentityCredential", "demo-external-dns-external-dns");
    assert.equal(inputs.subject, "system:serviceaccount:external-dns:external-dns");
    assert.deepEqual(inputs.audiences, ["api://AzureADTokenExchange"]);
    assert.match(String(inputs.issuer), /^https:\/\/.*\/$/);
    assert.equal(ofType(plan, "managedidentity:FederatedIdentityCredential").length, 3);
  });

  it("let ExternalDNS change records of the stack's zone and find it, no more", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    const zone = only(plan, "dns:Zone").outputs.id ?? "";
    const roles = rolesOf(plan, "demo-external-dns-external-dns");
    assert.deepEqual(roles.map(([role]) => role).sort(), [READER, DNS_ZONE_CONTRIBUTOR].sort());
    const scopes = new Map(roles);
    assert.match(scopes.get(DNS_ZONE_CONTRIBUTOR) ?? "", /\/dnsZones\/platform\.example\.com$/, String(zone));
    assert.match(scopes.get(READER) ?? "", /\/resourceGroups\/demo$/);
  });

  it("let cert-manager change records of the stack's zone only", async () => {
    const roles = rolesOf(await planAks(prodInput(), { use: grantAll }), "demo-cert-manager-cert-manager");
    assert.equal(roles.length, 1);
    assert.equal(roles[0]?.[0], DNS_ZONE_CONTRIBUTOR);
    assert.match(roles[0]?.[1] ?? "", /\/dnsZones\/platform\.example\.com$/);
  });

  it("let Fluent Bit add to the log database and give it no role in Azure", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    assert.deepEqual(rolesOf(plan, "demo-logging-fluent-bit"), []);
    const { inputs, dependencies } = only(
      plan,
      "kusto:DatabasePrincipalAssignment",
      "demo-logging-fluent-bit-logs-write",
    );
    assert.deepEqual([inputs.role, inputs.principalType, inputs.databaseName], ["Ingestor", "App", "kubernetes"]);
    assert.ok(dependencies.includes(only(plan, "kusto:Script").urn), "the table comes before what fills it");
  });

  it("tell the pods how to use them", async () => {
    const plan = await planAks(aksInput(), {
      use: ({ identity }) => {
        const grant = identity.grant({ namespace: "logging", name: "fluent-bit" }, ["logs-write"]);
        return { annotations: grant.serviceAccountAnnotations, labels: grant.podLabels, identity: grant.identity };
      },
    });
    assert.deepEqual(plan.outputs.labels, { "azure.workload.identity/use": "true" });
    assert.deepEqual(plan.outputs.annotations, { "azure.workload.identity/client-id": plan.outputs.identity });
  });

  it("are refused where there is nothing to permit", async () => {
    await assert.rejects(permitted("load-balancers"), /AKS makes load balancers itself/);
    await assert.rejects(permitted("dns-records", aksInput()), /needs a DNS zone: set kiban:domain/);
    const withoutLogs = aksInput({}, { addons: { fluentBit: { enabled: false } } });
    await assert.rejects(permitted("logs-write", withoutLogs), /needs a log store/);
  });
});

describe("roles on AKS", () => {
  it("name the principal's type, and are made anew when the role changes", async () => {
    const plan = await planAks(prodInput(), { use: grantAll });
    const types = new Map<string, string>();
    for (const role of ofType(plan, ROLE)) {
      types.set(role.name, String(role.inputs.principalType));
      assert.deepEqual(role.replaceOnChanges, ["roleDefinitionId"], role.name);
    }
    const other = [...types].filter(([, type]) => type !== "ServicePrincipal");
    assert.deepEqual(other.sort(), [
      [`demo-admin-${ADMINS}`, "Group"],
      ["demo-admin-deployer", "User"],
      [`demo-user-${ADMINS}`, "Group"],
      ["demo-user-deployer", "User"],
    ]);
  });

  it("open the cluster to who deploys it and to the administrators", async () => {
    const plan = await planAks(prodInput());
    const given = (name: string): PlannedResource => only(plan, ROLE, name);
    for (const principal of ["deployer", ADMINS]) {
      assert.match(String(given(`demo-admin-${principal}`).inputs.roleDefinitionId), new RegExp(`${CLUSTER_ADMIN}$`));
      assert.match(String(given(`demo-user-${principal}`).inputs.roleDefinitionId), new RegExp(`${CLUSTER_USER}$`));
    }
    assert.equal(given(`demo-admin-${ADMINS}`).inputs.principalId, ADMINS);
  });
});
