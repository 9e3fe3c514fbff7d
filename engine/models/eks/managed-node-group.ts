import * as ec2 from "@pulumi/aws/ec2";
import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { UNKNOWN_WIRE } from "../../values";
import type { ConstructedComponent } from "../model";
import { clusterInput } from "./cluster-reference";
import { refuseUnknownInputs } from "./inputs";

const TYPE = "eks:index:ManagedNodeGroup";

const KNOWN = new Set([
  "cluster",
  "nodeRole",
  "nodeRoleArn",
  "amiType",
  "capacityType",
  "clusterName",
  "diskSize",
  "forceUpdateVersion",
  "ignoreScalingChanges",
  "instanceTypes",
  "kubeletExtraArgs",
  "labels",
  "launchTemplate",
  "nodeGroupName",
  "nodeGroupNamePrefix",
  "releaseVersion",
  "remoteAccess",
  "scalingConfig",
  "subnetIds",
  "tags",
  "taints",
  "version",
]);

/** A managed node group, with a launch template of its own when an option needs one. */
class ManagedNodeGroup extends pulumi.ComponentResource {
  readonly nodeGroup: eks.NodeGroup;

  constructor(name: string, given: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    refuseUnknownInputs(TYPE, given, KNOWN);
    const core = pulumi.output(clusterInput(given)).apply((cluster) => cluster.core as pulumi.Output<Core>);
    const args = { ...given, version: versionOf(given, core) };
    super(TYPE, name, args, options);
    const { kubeletExtraArgs, nodeRole, nodeRoleArn, ignoreScalingChanges, ...rest }: pulumi.Inputs = args;
    delete rest["cluster"];
    // A custom image brings its own version, so the group must not name one.
    const image =
      kubeletExtraArgs === undefined ? {} : { version: undefined, releaseVersion: undefined, amiType: undefined };
    const launchTemplate = kubeletExtraArgs === undefined ? undefined : this.launchTemplate(name, core);
    this.nodeGroup = new eks.NodeGroup(
      name,
      {
        ...rest,
        ...image,
        ...(launchTemplate === undefined ? {} : { diskSize: undefined }),
        clusterName: given["clusterName"] ?? core.cluster.name,
        nodeRoleArn: nodeRoleArn ?? pulumi.output(nodeRole).apply((role) => role.arn),
        scalingConfig: pulumi.output(given["scalingConfig"] ?? {}).apply((scaling) => ({
          desiredSize: scaling.desiredSize ?? 2,
          minSize: scaling.minSize ?? 1,
          maxSize: scaling.maxSize ?? 2,
        })),
        subnetIds: given["subnetIds"] ?? core.apply(subnetsOf),
        launchTemplate: launchTemplate ?? given["launchTemplate"],
      },
      { parent: this, ...(ignoreScalingChanges ? { ignoreChanges: ["scalingConfig.desiredSize"] } : {}) },
    );
    this.registerOutputs({ nodeGroup: this.nodeGroup, placementGroupName: "" });
  }

  /** Image and user data follow from AWS' parameters and the running cluster: no plan without AWS can know them. */
  private launchTemplate(name: string, core: pulumi.Output<Core>): pulumi.Inputs {
    const unknown = core.apply(() => pulumi.output(pulumi.runtime.deserializeProperty(UNKNOWN_WIRE, true)));
    const template = new ec2.LaunchTemplate(
      `${name}-launchTemplate`,
      { imageId: unknown, userData: unknown },
      { parent: this },
    );
    return { id: template.id, version: template.latestVersion.apply(String) };
  }
}

/** What a node group reads of its cluster. */
interface Core {
  readonly cluster: eks.Cluster;
  readonly subnetIds?: readonly string[];
  readonly privateSubnetIds?: readonly string[];
  readonly publicSubnetIds?: readonly string[];
}

function subnetsOf(core: Core): readonly string[] {
  return core.subnetIds ?? core.privateSubnetIds ?? core.publicSubnetIds ?? [];
}

function versionOf(args: pulumi.Inputs, core: pulumi.Output<Core>): pulumi.Input<string> | undefined {
  return args["version"] ?? (args["launchTemplate"] === undefined ? core.cluster.version : undefined);
}

/** Model of `eks.ManagedNodeGroup`. */
export function constructManagedNodeGroup(
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): ConstructedComponent {
  const component = new ManagedNodeGroup(name, inputs, options);
  return { urn: component.urn, state: { nodeGroup: component.nodeGroup, placementGroupName: "" } };
}
