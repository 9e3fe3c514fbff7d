import assert from "node:assert/strict";
import { aksInput, ADMINS, ofType, only, planAks, prodInput } from "./aks-plan";

type Values = Readonly<Record<string, never>>;

async function chartValues(input: Parameters<typeof planAks>[0]): Promise<Readonly<Record<string, Values>>> {
  const plan = await planAks(input, { use: (target) => ({ values: target.chartValues }) });
  return plan.outputs.values as unknown as Readonly<Record<string, Values>>;
}

describe("chart values for AKS", () => {
  it("keep AKS from rewriting the platform's webhooks", async () => {
    const values = JSON.stringify(await chartValues(aksInput()));
    assert.equal(values.match(/"admissions\.enforcer\/disabled":"true"/g)?.length, 4);
  });

  it("tell ExternalDNS its zone without a secret", async () => {
    const externalDns = (await chartValues(prodInput()))["external-dns"] as unknown as {
      provider: { name: string };
      secretConfiguration: { mountPath: string; data: { "azure.json": string } };
    };
    assert.equal(externalDns.provider.name, "azure");
    assert.equal(externalDns.secretConfiguration.mountPath, "/etc/kubernetes");
    const settings = JSON.parse(externalDns.secretConfiguration.data["azure.json"]) as Record<string, unknown>;
    assert.deepEqual(Object.keys(settings).sort(), [
      "resourceGroup",
      "subscriptionId",
      "tenantId",
      "useWorkloadIdentityExtension",
    ]);
    assert.equal((await chartValues(aksInput()))["external-dns"], undefined);
  });

  it("send Fluent Bit's records to the log store by workload identity", async () => {
    const { config } = (await chartValues(aksInput()))["fluent-bit"] as unknown as { config: { outputs: string } };
    assert.match(config.outputs, /Name\s+azure_kusto/);
    assert.match(config.outputs, /Auth_Type\s+workload_identity/);
    assert.match(
      config.outputs,
      /Ingestion_Endpoint\s+https:\/\/ingest-logsdemo\w+\.westeurope\.kusto\.windows\.net\n/,
    );
    assert.match(config.outputs, /Client_Id\s+\$\{AZURE_CLIENT_ID\}/);
    assert.doesNotMatch(config.outputs, /secret|\{\{/i);
    assert.equal(
      (await chartValues(aksInput({}, { addons: { fluentBit: { enabled: false } } })))["fluent-bit"],
      undefined,
    );
  });
});

describe("the log store on Azure", () => {
  it("has the table and the mapping that Fluent Bit names", async () => {
    const plan = await planAks(aksInput());
    const { config } = (await chartValues(aksInput()))["fluent-bit"] as unknown as { config: { outputs: string } };
    const script = String(only(plan, "kusto:Script").inputs.scriptContent);
    const [, table = "?"] = /Table_Name\s+(\S+)/.exec(config.outputs) ?? [];
    const [, mapping = "?"] = /Ingestion_Mapping_Reference\s+(\S+)/.exec(config.outputs) ?? [];
    assert.ok(script.includes(`.create-merge table ${table} (`), table);
    assert.ok(script.includes(`table ${table} ingestion json mapping "${mapping}" '`), mapping);
    const [, columns = ""] = /mapping "[^"]+" '(\[.*\])'/.exec(script) ?? [];
    assert.deepEqual(
      (JSON.parse(columns) as { column: string; Properties: { Path: string } }[]).map(({ column, Properties }) => [
        column,
        Properties.Path,
      ]),
      [
        ["timestamp", "$.timestamp"],
        ["tag", "$.tag"],
        ["log", "$.log"],
      ],
    );
  });

  it("is one small machine in dev and two over the zones in prod, for as long as configured", async () => {
    const dev = await planAks(aksInput());
    assert.equal((only(dev, "kusto:Cluster").inputs.sku as { tier: string }).tier, "Basic");
    assert.equal(only(dev, "kusto:ReadWriteDatabase").inputs.softDeletePeriod, "P7D");
    const prod = await planAks(prodInput());
    const { sku, zones, enableDiskEncryption } = only(prod, "kusto:Cluster").inputs;
    assert.equal((sku as { capacity: number }).capacity, 2);
    assert.deepEqual(zones, ["1", "2", "3"]);
    assert.equal(enableDiskEncryption, true);
    assert.equal(only(prod, "kusto:ReadWriteDatabase").inputs.softDeletePeriod, "P90D");
  });

  it("is read by the administrators' groups", async () => {
    const [reader, ...others] = ofType(await planAks(prodInput()), "kusto:DatabasePrincipalAssignment");
    assert.equal(others.length, 0);
    assert.deepEqual(
      [reader?.inputs.principalId, reader?.inputs.principalType, reader?.inputs.role],
      [ADMINS, "Group", "Viewer"],
    );
  });
});
