import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as pulumi from "@pulumi/pulumi";
import type { Fixtures, PlannedResource, PlanValue, Program } from "../../../engine";

/** A resource as the real component registered it under the real engine. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly parent?: string;
  readonly inputs?: { readonly [key: string]: PlanValue };
  readonly dependencies?: readonly string[];
  readonly provider?: string;
}

/** What `@pulumi/eks` registered for one configuration. */
export interface Recording {
  readonly scenario: {
    readonly name: string;
    readonly encrypted?: boolean;
    readonly cluster: eks.ClusterOptions;
    readonly managedNodeGroups?: readonly { readonly name: string; readonly args: Record<string, never> }[];
    readonly addons?: readonly { readonly name: string; readonly args: { readonly addonName: string } }[];
  };
  readonly resources: readonly RecordedResource[];
}

const FOLDER = path.join(__dirname, "../../../../shared/eks-children");

/** Reads a recording; undefined where the recordings are not at hand. */
export function readRecording(name: string): Recording | undefined {
  const file = path.join(FOLDER, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : undefined;
}

/** The program that was recorded. */
export function recordedProgram({ scenario }: Recording): Program {
  return async () => {
    const node = new aws.iam.Role("node", { assumeRolePolicy: "{}" });
    const key = scenario.encrypted ? new aws.kms.Key("key", { enableKeyRotation: true }) : undefined;
    const cluster = new eks.Cluster(scenario.name, { ...scenario.cluster, encryptionConfigKeyArn: key?.arn });
    for (const addon of scenario.addons ?? []) {
      new eks.Addon(addon.name, { ...addon.args, cluster });
    }
    for (const group of scenario.managedNodeGroups ?? []) {
      new eks.ManagedNodeGroup(group.name, { ...group.args, cluster, nodeRole: node });
    }
    return { kubeconfig: pulumi.secret(cluster.kubeconfig) };
  };
}

/** Fixtures that answer as the simulated cloud of the recordings did. */
export function recordedFixtures(recording: Recording): Fixtures {
  const text = JSON.stringify(recording);
  const arn = (kind: string, name: string): string => `arn:aws:sim:ap-northeast-1:123456789012:${kind}/${name}`;
  const id = (name: string): string => new RegExp(`"(${name}-\\d+)"`).exec(text)?.[1] ?? name;
  const cluster = (name: string, inputs: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
    name: inputs["name"] ?? name,
    arn: arn("cluster", name),
    endpoint: "https://sim.eks.local",
    certificateAuthority: { data: "c2lt" },
    identities: [{ oidcs: [{ issuer: "https://oidc.sim" }] }],
    version: inputs["version"],
    vpcConfig: { clusterSecurityGroupId: "sg-sim" },
    accessConfig: { authenticationMode: "API" },
  });
  return {
    resources: {
      "aws:iam/role:Role": ({ name }) => ({ id: id(name), outputs: { name, arn: arn("role", name) } }),
      "aws:kms/key:Key": ({ name }) => ({ id: id(name), outputs: { arn: arn("key", name) } }),
      "aws:ec2/securityGroup:SecurityGroup": ({ name }) => ({
        id: id(name),
        outputs: { description: "Managed by Pulumi" },
      }),
      "aws:eks/cluster:Cluster": ({ name, inputs }) => ({ outputs: cluster(name, inputs) }),
    },
    invokes: {
      "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
      "aws:eks/getAddonVersion:getAddonVersion": () => ({ version: "v1.0.0-sim" }),
    },
  };
}

/** `type chain::name` of a URN. */
export function shortUrn(urn: string): string {
  return urn.split("::").slice(2).join("::");
}

/** A planned resource in the form of a recording. */
export function asRecorded(resource: PlannedResource): RecordedResource {
  return {
    type: resource.type,
    name: resource.name,
    ...(resource.parent === undefined ? {} : { parent: shortUrn(resource.parent) }),
    inputs: resource.inputs,
    dependencies: resource.dependencies.map(shortUrn),
  };
}
