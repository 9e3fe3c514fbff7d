import { strict as assert } from "node:assert";
import { Provider } from "@pulumi/aws/provider";
import { DnsZone } from "../../components/network/eks/dns-zone";
import { existingNetwork } from "../../components/network/eks/existing-network";
import { networkLoadBalancer } from "../../components/network/eks/load-balancer";
import { VpcNetwork, type VpcNetworkArgs } from "../../components/network/eks/vpc-network";
import { planProgram, UNKNOWN, type Fixtures, type Plan, type PlannedResource, type PlanValue } from "../../engine";

const ARGS: VpcNetworkArgs = {
  region: "eu-central-1",
  cidr: "10.0.0.0/16",
  zones: 3,
  nat: "zone",
  controlPlaneSubnets: true,
  interfaceEndpoints: true,
  flowLogs: { logGroup: "/aws/eks/demo/flow-logs", retentionDays: 365, keyArn: "arn:aws:kms:::key/k" },
};

/** Plans a program that gets an explicit provider. */
function plan(
  make: (options: { readonly providers: Provider[] }, aws: Provider) => Record<string, unknown> | void,
  answers: { readonly unknowns?: boolean; readonly fixtures?: Fixtures } = {},
): Promise<Plan> {
  return planProgram({
    project: "kiban",
    stack: "test",
    ...answers,
    program: async () => {
      const aws = new Provider("aws", { region: "eu-central-1" });
      return make({ providers: [aws] }, aws) ?? {};
    },
  });
}

function planVpc(overrides: Partial<VpcNetworkArgs> = {}, answers: Parameters<typeof plan>[1] = {}): Promise<Plan> {
  return plan((options) => void new VpcNetwork("demo", { ...ARGS, ...overrides }, options), answers);
}

function named(plan: Plan, type: string): ReadonlyMap<string, PlannedResource> {
  return new Map(
    plan.resources.filter((resource) => resource.type === type).map((resource) => [resource.name, resource]),
  );
}

function inputsOf(plan: Plan, type: string): readonly Readonly<Record<string, PlanValue>>[] {
  return [...named(plan, type).values()].map(({ inputs }) => inputs);
}

describe("EKS network", () => {
  let usual: Promise<Plan>;
  before(() => (usual = planVpc()));

  it("spreads subnets over the zones and tags them for load balancers", async () => {
    const subnets = named(await usual, "aws:ec2/subnet:Subnet");
    const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
    for (const kind of ["public", "private", "control-plane"]) {
      const ofKind = [1, 2, 3].map((index) => subnets.get(`demo-${kind}-${index}`));
      assert.deepEqual(
        ofKind.map((subnet) => subnet?.inputs.availabilityZone),
        zones,
      );
      assert.ok(ofKind.every((subnet) => subnet?.inputs.mapPublicIpOnLaunch === false));
    }
    const tags = (name: string): PlanValue | undefined => subnets.get(name)?.inputs.tags;
    assert.deepEqual(tags("demo-public-1"), { Name: "demo-public-1", "kubernetes.io/role/elb": "1" });
    assert.deepEqual(tags("demo-private-1"), { Name: "demo-private-1", "kubernetes.io/role/internal-elb": "1" });
    assert.deepEqual(tags("demo-control-plane-1"), { Name: "demo-control-plane-1" });
  });

  it("asks for zones that can hold a control plane, without opt-in", async () => {
    const { invokes } = await usual;
    const zones = invokes.find(({ token }) => token === "aws:index/getAvailabilityZones:getAvailabilityZones");
    assert.deepEqual(zones?.args, {
      region: "eu-central-1",
      state: "available",
      filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
      excludeZoneIds: ["use1-az3", "usw1-az2", "cac1-az3"],
    });
  });

  it("takes zones by name, and says which are possible when one is not", async () => {
    const subnets = named(await planVpc({ zones: ["eu-central-1c", "eu-central-1a"] }), "aws:ec2/subnet:Subnet");
    assert.equal(subnets.get("demo-private-1")?.inputs.availabilityZone, "eu-central-1c");
    assert.equal(subnets.size, 6);
    await assert.rejects(planVpc({ zones: ["eu-central-1a", "eu-central-1x"] }), /zone eu-central-1x cannot hold/);
  });

  it("has a NAT gateway in each zone, or one that all zones' tables point to", async () => {
    const each = await usual;
    const single = await planVpc({ nat: "single" });
    const targets = (plan: Plan): PlanValue[] =>
      ["demo-private-1", "demo-private-2", "demo-private-3"].map(
        (name) => named(plan, "aws:ec2/route:Route").get(name)?.inputs.natGatewayId ?? null,
      );
    assert.equal(named(each, "aws:ec2/natGateway:NatGateway").size, 3);
    assert.equal(new Set(targets(each)).size, 3);
    assert.equal(named(single, "aws:ec2/natGateway:NatGateway").size, 1);
    assert.equal(new Set(targets(single)).size, 1);
    assert.ok(targets(single).every((id) => typeof id === "string" && id.startsWith("nat-")));
    const associations = (plan: Plan): string[] => [
      ...named(plan, "aws:ec2/routeTableAssociation:RouteTableAssociation").keys(),
    ];
    assert.deepEqual(associations(single), associations(each), "a change of nat must move no subnet");
  });

  it("waits with NAT for the way to the internet", async () => {
    const nat = named(await usual, "aws:ec2/natGateway:NatGateway").get("demo-nat-1");
    assert.ok(nat?.dependencies.some((urn) => urn.endsWith("aws:ec2/route:Route::demo-public")));
  });

  it("empties the default security group and logs all flows, encrypted and with retention", async () => {
    const made = await usual;
    assert.deepEqual(
      inputsOf(made, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup").map(({ ingress, egress }) => [
        ingress,
        egress,
      ]),
      [[[], []]],
    );
    const [flow] = inputsOf(made, "aws:ec2/flowLog:FlowLog");
    assert.equal(flow?.trafficType, "ALL");
    const [group] = inputsOf(made, "aws:cloudwatch/logGroup:LogGroup");
    assert.deepEqual(group, {
      name: "/aws/eks/demo/flow-logs",
      retentionInDays: 365,
      kmsKeyId: "arn:aws:kms:::key/k",
    });
    const [policy] = inputsOf(made, "aws:iam/rolePolicy:RolePolicy");
    assert.ok(!/"logs:(\*|CreateLogGroup)"/.test(String(policy?.policy)));
    assert.equal(named(await planVpc({ flowLogs: undefined }), "aws:ec2/flowLog:FlowLog").size, 0);
  });

  it("always has the free endpoint for S3, and the others where they are asked for", async () => {
    const services = (plan: Plan): PlanValue[] =>
      inputsOf(plan, "aws:ec2/vpcEndpoint:VpcEndpoint").map(({ serviceName }) => serviceName ?? null);
    assert.deepEqual(services(await planVpc({ interfaceEndpoints: false })), ["com.amazonaws.eu-central-1.s3"]);
    const all = await usual;
    assert.deepEqual(
      services(all),
      ["s3", "ec2", "ecr.api", "ecr.dkr", "eks-auth", "elasticloadbalancing", "logs", "sts"].map(
        (service) => `com.amazonaws.eu-central-1.${service}`,
      ),
    );
    const [rule] = inputsOf(all, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert.equal(rule?.cidrIpv4, "10.0.0.0/16");
    assert.equal(rule?.fromPort, 443);
    assert.equal(rule?.toPort, 443);
  });

  it("gives Auto Mode's cluster the nodes' subnets, since its nodes start in the cluster's", async () => {
    const made = await plan((options) => {
      const network = new VpcNetwork("demo", { ...ARGS, controlPlaneSubnets: false }, options);
      return { cluster: network.controlPlaneSubnetIds, nodes: network.nodeSubnetIds([]) };
    });
    assert.deepEqual(made.outputs.cluster, made.outputs.nodes);
    assert.ok(![...named(made, "aws:ec2/subnet:Subnet").keys()].some((name) => name.includes("control-plane")));
  });

  it("finds the subnets of some zones, and names the zones there are when none matches", async () => {
    const pick = (zones: string[]): Promise<Plan> =>
      plan((options) => ({ ids: new VpcNetwork("demo", ARGS, options).nodeSubnetIds(zones) }));
    const made = await pick(["eu-central-1b"]);
    const second = named(made, "aws:ec2/subnet:Subnet").get("demo-private-2");
    assert.deepEqual(made.outputs.ids, [second?.urn && (await idOf(made, second))]);
    await assert.rejects(pick(["eu-central-1f"]), /may be eu-central-1a, eu-central-1b, eu-central-1c/);
  });

  it("makes the same resources whatever AWS would answer", async () => {
    const urns = ({ resources }: Plan): string[] => resources.map(({ urn }) => urn).sort();
    const unknown = await planVpc({}, { unknowns: true, fixtures: { resources: {}, invokes: {} } });
    assert.deepEqual(urns(unknown), urns(await usual));
    assert.equal(named(unknown, "aws:ec2/subnet:Subnet").get("demo-private-1")?.inputs.availabilityZone, UNKNOWN);
  });

  it("uses the explicit provider for all, and no resource is an orphan", async () => {
    for (const resource of (await usual).resources) {
      if (resource.custom && !resource.type.startsWith("pulumi:"))
        assert.match(resource.provider ?? "", /pulumi:providers:aws::aws::/);
      if (resource.type !== "pulumi:pulumi:Stack") assert.notEqual(resource.parent, undefined, resource.urn);
    }
  });
});

/** The id that an association was given, read from the resource that uses it. */
async function idOf(plan: Plan, subnet: PlannedResource): Promise<PlanValue | undefined> {
  const association = named(plan, "aws:ec2/routeTableAssociation:RouteTableAssociation").get(subnet.name);
  return association?.inputs.subnetId;
}

describe("EKS existing network", () => {
  const existing = {
    id: "vpc-1",
    privateSubnets: ["subnet-a", "subnet-b"],
    publicSubnets: [],
    apiServerSubnet: undefined,
    podRange: undefined,
    serviceRange: undefined,
  };

  it("makes nothing and uses the subnets as they are", async () => {
    const made = await plan((_, provider) => {
      const network = existingNetwork(existing, { provider });
      return { vpc: network.vpcId, cluster: network.controlPlaneSubnetIds, nodes: network.nodeSubnetIds([]) };
    });
    assert.deepEqual(made.outputs, {
      vpc: "vpc-1",
      cluster: ["subnet-a", "subnet-b"],
      nodes: ["subnet-a", "subnet-b"],
    });
    assert.deepEqual(
      made.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:")),
      [],
    );
  });

  it("makes load balancers internal without public subnets, and names the subnets, which may lack tags", async () => {
    await plan((_, provider) => {
      const inside = networkLoadBalancer(existingNetwork(existing, { provider }), "standard").annotations;
      assert.equal(inside["service.beta.kubernetes.io/aws-load-balancer-scheme"], "internal");
      assert.equal(inside["service.beta.kubernetes.io/aws-load-balancer-subnets"], "subnet-a,subnet-b");
      const open = existingNetwork({ ...existing, publicSubnets: ["subnet-p", "subnet-q"] }, { provider });
      const outside = networkLoadBalancer(open, "standard").annotations;
      assert.equal(outside["service.beta.kubernetes.io/aws-load-balancer-scheme"], "internet-facing");
      assert.equal(outside["service.beta.kubernetes.io/aws-load-balancer-subnets"], "subnet-p,subnet-q");
    });
  });
});

describe("EKS DNS zone", () => {
  const zone = { zone: "example.com", region: "eu-central-1", id: undefined } as const;

  it("protects a zone that it makes and keeps its records in prod, and leaves no rest of it in dev", async () => {
    for (const protect of [true, false]) {
      const made = await plan((options) => {
        const dns = new DnsZone("demo", { ...zone, manage: "create", protect }, options);
        return { servers: dns.nameServers, solver: dns.solver() };
      });
      const planned = named(made, "aws:route53/zone:Zone").get("demo-zone");
      assert.equal(planned?.protect, protect);
      assert.equal(planned?.inputs.forceDestroy, !protect);
      assert.equal((made.outputs.servers as string[]).length, 4);
      const { route53 } = made.outputs.solver as { route53: { region: string; hostedZoneID: string } };
      assert.equal(route53.region, "eu-central-1");
      assert.match(route53.hostedZoneID, /^Z0[0-9A-F]+$/);
    }
  });

  it("looks a zone up by name, or takes its id", async () => {
    const lookedUp = await plan((options) => ({
      id: new DnsZone("demo", { ...zone, manage: "use", protect: true }, options).zoneId,
    }));
    assert.equal(lookedUp.outputs.id, "Z0FIXTURE");
    assert.deepEqual(lookedUp.invokes.at(-1)?.args, { name: "example.com", privateZone: false });
    const given = await plan((options) => ({
      id: new DnsZone("demo", { ...zone, manage: "use", id: "Z1", protect: true }, options).zoneId,
    }));
    assert.equal(given.outputs.id, "Z1");
    assert.equal(named(given, "aws:route53/zone:Zone").size, 0);
  });
});
