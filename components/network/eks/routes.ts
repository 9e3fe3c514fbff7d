import { Eip } from "@pulumi/aws/ec2/eip";
import type { InternetGateway } from "@pulumi/aws/ec2/internetGateway";
import { NatGateway } from "@pulumi/aws/ec2/natGateway";
import { Route } from "@pulumi/aws/ec2/route";
import { RouteTable } from "@pulumi/aws/ec2/routeTable";
import { RouteTableAssociation } from "@pulumi/aws/ec2/routeTableAssociation";
import type { Subnet } from "@pulumi/aws/ec2/subnet";
import type * as pulumi from "@pulumi/pulumi";

const ANYWHERE = "0.0.0.0/0";

/** The VPC that the parts of the network belong to. */
export interface VpcContext {
  readonly name: string;
  readonly vpcId: pulumi.Output<string>;
  readonly parent: pulumi.Resource;
}

export interface Routes {
  readonly tables: readonly RouteTable[];
  /** Routes and their associations. */
  readonly ready: readonly pulumi.Resource[];
}

/** One route table for all public subnets, to the internet gateway. */
export function publicRoutes(vpc: VpcContext, internet: InternetGateway, subnets: readonly Subnet[]): Routes {
  const own = { parent: vpc.parent };
  const name = `${vpc.name}-public`;
  const table = new RouteTable(name, { vpcId: vpc.vpcId, tags: { Name: name } }, own);
  const route = new Route(
    name,
    { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: internet.id },
    own,
  );
  const associations = subnets.map(
    (subnet, index) =>
      new RouteTableAssociation(`${name}-${index + 1}`, { routeTableId: table.id, subnetId: subnet.id }, own),
  );
  return { tables: [table], ready: [route, ...associations] };
}

export interface PrivateRoutesArgs {
  readonly publicSubnets: readonly Subnet[];
  readonly privateSubnets: readonly Subnet[];
  /** Empty where the control plane shares the private subnets. */
  readonly controlPlaneSubnets: readonly Subnet[];
  readonly nat: "single" | "zone";
  /** The way out of the public subnets, which a NAT gateway needs from its first moment. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * One route table a zone, to the zone's own NAT gateway or to the single one. There is a table a zone either way, so
 * that a change of `nat` changes routes and moves no subnet.
 */
export function privateRoutes(vpc: VpcContext, args: PrivateRoutesArgs): Routes {
  const own = { parent: vpc.parent };
  const gateways = args.publicSubnets
    .slice(0, args.nat === "single" ? 1 : undefined)
    .map((subnet, index) => natGateway(vpc, subnet, index, args.after));
  const routes = args.privateSubnets.map((subnet, index) => {
    const name = `${vpc.name}-private-${index + 1}`;
    const table = new RouteTable(name, { vpcId: vpc.vpcId, tags: { Name: name } }, own);
    const gateway = gateways[args.nat === "single" ? 0 : index];
    const route = new Route(
      name,
      { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: gateway?.id },
      own,
    );
    const associate = (subnetName: string, member: Subnet): RouteTableAssociation =>
      new RouteTableAssociation(subnetName, { routeTableId: table.id, subnetId: member.id }, own);
    const controlPlane = args.controlPlaneSubnets[index];
    const associations = [
      associate(name, subnet),
      ...(controlPlane ? [associate(`${vpc.name}-control-plane-${index + 1}`, controlPlane)] : []),
    ];
    return { table, ready: [route, ...associations] };
  });
  return { tables: routes.map(({ table }) => table), ready: routes.flatMap(({ ready }) => ready) };
}

function natGateway(vpc: VpcContext, subnet: Subnet, index: number, dependsOn: readonly pulumi.Resource[]): NatGateway {
  const name = `${vpc.name}-nat-${index + 1}`;
  const tags = { Name: name };
  const address = new Eip(name, { domain: "vpc", tags }, { parent: vpc.parent });
  return new NatGateway(
    name,
    { allocationId: address.id, subnetId: subnet.id, tags },
    { parent: vpc.parent, dependsOn: [...dependsOn] },
  );
}
