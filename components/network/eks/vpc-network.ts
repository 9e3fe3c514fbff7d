import { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { DefaultSecurityGroup } from "@pulumi/aws/ec2/defaultSecurityGroup";
import { Subnet } from "@pulumi/aws/ec2/subnet";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import * as pulumi from "@pulumi/pulumi";
import { FlowLogs } from "./flow-logs";
import type { Network } from "./network";
import { inZones } from "./node-subnets";
import { privateRoutes, publicRoutes } from "./routes";
import { planSubnets } from "./subnet-plan";
import { gatewayEndpoint, InterfaceEndpoints } from "./vpc-endpoints";
import { zoneCount, zoneNames } from "./zones";

export interface VpcNetworkArgs {
  readonly region: string;
  /** IPv4 range of the VPC, /16 to /20. */
  readonly cidr: string;
  readonly zones: number | readonly string[];
  readonly nat: "single" | "zone";
  /**
   * Subnets of their own for the control plane. EKS Auto Mode puts nodes into the cluster's subnets, so there the
   * control plane shares the nodes' subnets.
   */
  readonly controlPlaneSubnets: boolean;
  /**
   * Interface endpoints, so that calls to AWS stay in the network and survive the loss of a NAT gateway. Each costs
   * money by the hour in every zone.
   */
  readonly interfaceEndpoints: boolean;
  /** Undefined: no flow logs. */
  readonly flowLogs:
    { readonly logGroup: string; readonly retentionDays: number; readonly keyArn: pulumi.Input<string> } | undefined;
}

/** Subnet roles that load balancer controllers look for (Amazon EKS user guide, "VPC and subnet requirements"). */
const ROLE_TAGS = {
  public: { "kubernetes.io/role/elb": "1" },
  private: { "kubernetes.io/role/internal-elb": "1" },
  "control-plane": {},
} as const;

/** A VPC over several zones: nodes in private subnets behind NAT, load balancers in public ones. */
export class VpcNetwork extends pulumi.ComponentResource implements Network {
  readonly vpcId: pulumi.Output<string>;
  readonly controlPlaneSubnetIds: pulumi.Output<string[]>;
  readonly loadBalancerScheme = "internet-facing";
  readonly loadBalancerSubnetIds = undefined;
  readonly ready: readonly pulumi.Resource[];
  private readonly zones: readonly pulumi.Output<string>[];
  private readonly privateSubnets: readonly Subnet[];
  private readonly vpc: Vpc;

  constructor(
    private readonly name: string,
    args: VpcNetworkArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("kiban:network:VpcNetwork", name, {}, options);
    const own = { parent: this };
    const plan = planSubnets(args.cidr, zoneCount(args.zones));
    this.zones = zoneNames(args.region, args.zones, own);
    this.vpc = new Vpc(
      `${name}-vpc`,
      { cidrBlock: args.cidr, enableDnsSupport: true, enableDnsHostnames: true, tags: { Name: name } },
      own,
    );
    this.vpcId = this.vpc.id;
    // The default group allows all traffic between its members; taking it over without rules empties it (CIS AWS Foundations).
    new DefaultSecurityGroup(`${name}-default`, { vpcId: this.vpc.id, ingress: [], egress: [] }, own);
    const internet = new InternetGateway(`${name}-internet`, { vpcId: this.vpc.id, tags: { Name: name } }, own);

    const publicSubnets = this.subnets("public", plan.public);
    this.privateSubnets = this.subnets("private", plan.private);
    const controlPlane = args.controlPlaneSubnets ? this.subnets("control-plane", plan.controlPlane) : [];

    const context = { name, vpcId: this.vpc.id, parent: this };
    const outward = publicRoutes(context, internet, publicSubnets);
    const inward = privateRoutes(context, {
      publicSubnets,
      privateSubnets: this.privateSubnets,
      controlPlaneSubnets: controlPlane,
      nat: args.nat,
      after: outward.ready,
    });
    const endpoints: pulumi.Resource[] = [gatewayEndpoint(context, args.region, inward.tables)];
    if (args.interfaceEndpoints) {
      const { region, cidr } = args;
      const subnetIds = this.privateSubnets.map(({ id }) => id);
      endpoints.push(new InterfaceEndpoints(name, { vpcId: this.vpc.id, region, cidr, subnetIds }, own));
    }
    if (args.flowLogs) new FlowLogs(name, { vpcId: this.vpc.id, ...args.flowLogs }, own);

    this.ready = [...outward.ready, ...inward.ready, ...endpoints];
    this.controlPlaneSubnetIds = pulumi.all(
      (args.controlPlaneSubnets ? controlPlane : this.privateSubnets).map((subnet) => subnet.id),
    );
    this.registerOutputs({ vpcId: this.vpcId });
  }

  nodeSubnetIds(zones: readonly string[]): pulumi.Output<string[]> {
    const zoned = this.privateSubnets.map((subnet) => ({ id: subnet.id, zone: subnet.availabilityZone }));
    return inZones(zoned, zones);
  }

  private subnets(kind: keyof typeof ROLE_TAGS, ranges: readonly string[]): Subnet[] {
    return ranges.map(
      (cidrBlock, index) =>
        new Subnet(
          `${this.name}-${kind}-${index + 1}`,
          {
            vpcId: this.vpc.id,
            cidrBlock,
            availabilityZone: this.zones[index],
            mapPublicIpOnLaunch: false,
            tags: { Name: `${this.name}-${kind}-${index + 1}`, ...ROLE_TAGS[kind] },
          },
          { parent: this },
        ),
    );
  }
}
