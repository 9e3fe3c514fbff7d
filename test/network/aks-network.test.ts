import assert from "node:assert/strict";
import { planSubnets } from "../../components/network/aks/subnet-plan";
import { aksInput, ofType, only, planAks, prodInput } from "../cluster/aks-plan";

const VNET =
  "/subscriptions/12345678-1234-1234-1234-123456789012/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly direction: string;
  readonly access: string;
  readonly sourceAddressPrefix: string;
  readonly destinationAddressPrefix: string;
  readonly destinationPortRange?: string;
  readonly destinationPortRanges?: readonly string[];
}

describe("the subnets of a virtual network", () => {
  it("are its first half for nodes and its last /28 for the API server", () => {
    assert.deepEqual(planSubnets("10.0.0.0/16"), { nodes: "10.0.0.0/17", apiServer: "10.0.255.240/28" });
    assert.deepEqual(planSubnets("10.0.0.0/27"), { nodes: "10.0.0.0/28", apiServer: "10.0.0.16/28" });
    assert.throws(() => planSubnets("10.0.0.0/28"), RangeError);
  });
});

describe("the Azure network", () => {
  it("sends nodes out through the NAT gateway and delegates the API server's subnet", async () => {
    const plan = await planAks(aksInput());
    const nodes = only(plan, "network:Subnet", "demo-nodes");
    const apiServer = only(plan, "network:Subnet", "demo-api-server");
    assert.match((nodes.inputs.natGateway as { id: string }).id, /natGateways\/demo$/);
    assert.match((nodes.inputs.networkSecurityGroup as { id: string }).id, /networkSecurityGroups\/demo-nodes$/);
    assert.equal(nodes.inputs.defaultOutboundAccess, false);
    assert.equal("delegations" in nodes.inputs, false);
    assert.deepEqual(apiServer.inputs.delegations, [
      { name: "aks", serviceName: "Microsoft.ContainerService/managedClusters" },
    ]);
    assert.ok(apiServer.dependencies.includes(nodes.urn), "Azure changes one subnet at a time");
  });

  it("keeps subnets out of the virtual network's own list", async () => {
    const network = only(await planAks(aksInput()), "network:VirtualNetwork");
    assert.equal("subnets" in network.inputs, false);
    assert.deepEqual(network.ignoreChanges, ["subnets"]);
  });

  it("has one NAT gateway whatever the strategy, with a static address", async () => {
    for (const nat of ["single", "zone"] as const) {
      const plan = await planAks(aksInput({}, { network: { nat } }));
      assert.equal(ofType(plan, "network:NatGateway").length, 1);
      assert.deepEqual(only(plan, "network:NatGateway").inputs.sku, { name: "Standard" });
      assert.equal(only(plan, "network:PublicIPAddress").inputs.publicIPAllocationMethod, "Static");
    }
  });

  it("lets nodes and pods talk and opens the gateway's ports, nothing else", async () => {
    const plan = await planAks(aksInput());
    const rules = only(plan, "network:NetworkSecurityGroup").inputs.securityRules as unknown as readonly Rule[];
    assert.ok(rules.every(({ direction, access }) => direction === "Inbound" && access === "Allow"));
    assert.equal(new Set(rules.map(({ priority }) => priority)).size, rules.length);
    assert.deepEqual(
      rules.map((rule) => [
        rule.sourceAddressPrefix,
        rule.destinationAddressPrefix,
        rule.destinationPortRanges?.join() ?? rule.destinationPortRange,
      ]),
      [
        ["10.0.0.0/17", "10.0.0.0/17", "*"],
        ["10.0.0.0/17", "10.64.0.0/16", "*"],
        ["10.64.0.0/16", "10.0.0.0/17", "*"],
        ["10.64.0.0/16", "10.64.0.0/16", "*"],
        ["Internet", "*", "80,443"],
      ],
    );
  });

  it("is left alone where it exists", async () => {
    const existing = { id: VNET, privateSubnets: [`${VNET}/subnets/nodes`], apiServerSubnet: `${VNET}/subnets/api` };
    const plan = await planAks(aksInput({}, { network: { existing } }));
    assert.deepEqual(
      plan.resources.filter(({ type }) => type.startsWith("azure-native:network:")).map(({ name }) => name),
      [],
    );
    const { inputs } = only(plan, "containerservice:ManagedCluster");
    assert.equal((inputs.apiServerAccessProfile as { subnetId: string }).subnetId, existing.apiServerSubnet);
    const scopes = ofType(plan, "authorization:RoleAssignment").map((role) => role.inputs.scope);
    for (const subnet of [existing.apiServerSubnet, ...existing.privateSubnets])
      assert.ok(scopes.includes(subnet), subnet);
  });

  it("keeps the API server outside where an existing network has no subnet for it", async () => {
    const existing = { id: VNET, privateSubnets: [`${VNET}/subnets/nodes`] };
    const plan = await planAks(aksInput({ endpoint: { publicCidrs: ["203.0.113.0/24"] } }, { network: { existing } }));
    assert.deepEqual(only(plan, "containerservice:ManagedCluster").inputs.apiServerAccessProfile, {
      enableVnetIntegration: false,
      enablePrivateCluster: false,
      authorizedIPRanges: ["203.0.113.0/24"],
      disableRunCommand: true,
    });
  });
});

describe("the Azure DNS zone", () => {
  const solve = {
    use: ({ dns, identity }: Parameters<NonNullable<Parameters<typeof planAks>[1]>["use"] & object>[0]) => ({
      solver: dns?.solver(identity.grant({ namespace: "cert-manager", name: "cert-manager" }, ["dns-challenges"])),
      nameServers: dns?.nameServers,
    }),
  };

  it("is made in the stack's group and solved with the pod's identity", async () => {
    const plan = await planAks(prodInput(), solve);
    const { inputs } = only(plan, "dns:Zone");
    assert.deepEqual([inputs.zoneName, inputs.location, inputs.zoneType], ["platform.example.com", "global", "Public"]);
    const { azureDNS } = plan.outputs.solver as { azureDNS: Record<string, unknown> };
    assert.equal(azureDNS.hostedZoneName, "platform.example.com");
    assert.equal(azureDNS.resourceGroupName, "demo");
    assert.match((azureDNS.managedIdentity as { clientID: string }).clientID, /^[0-9a-f-]{36}$/);
    assert.equal((plan.outputs.nameServers as readonly string[]).length, 4);
  });

  it("is used where it is, in its own subscription and group", async () => {
    const id = `${VNET.replace(/\/virtualNetworks.*/, "/dnsZones")}/platform.example.com`;
    const plan = await planAks(prodInput({}, { dns: { zone: "platform.example.com", manage: "use", id } }), solve);
    assert.equal(ofType(plan, "dns:Zone").length, 0);
    const { azureDNS } = plan.outputs.solver as { azureDNS: Record<string, unknown> };
    assert.equal(azureDNS.subscriptionID, "12345678-1234-1234-1234-123456789012");
    assert.equal(azureDNS.resourceGroupName, "hub");
  });
});
