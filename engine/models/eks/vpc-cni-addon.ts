import { Addon } from "@pulumi/aws/eks/addon";
import { getAddonVersionOutput } from "@pulumi/aws/eks/getAddonVersion";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructedComponent } from "../model";
import { addonConfiguration, refuseUnknownInputs } from "./inputs";

const TYPE = "eks:index:VpcCniAddon";

/** Environment of the CNI's container when nothing is set. */
const DEFAULT_ENVIRONMENT: Readonly<Record<string, string>> = {
  WARM_ENI_TARGET: "1",
  AWS_VPC_K8S_CNI_LOGLEVEL: "DEBUG",
  AWS_VPC_K8S_CNI_LOG_FILE: "/host/var/log/aws-routed-eni/ipamd.log",
  AWS_VPC_K8S_CNI_VETHPREFIX: "eni",
  AWS_VPC_ENI_MTU: "9001",
  AWS_VPC_K8S_PLUGIN_LOG_LEVEL: "DEBUG",
  AWS_VPC_K8S_PLUGIN_LOG_FILE: "/var/log/aws-routed-eni/plugin.log",
  ENABLE_POD_ENI: "false",
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "false",
  AWS_VPC_K8S_CNI_EXTERNALSNAT: "false",
};

/** Options that become environment variables when they are set. */
const VARIABLES: Readonly<Record<string, string>> = {
  nodePortSupport: "AWS_VPC_CNI_NODE_PORT_SUPPORT",
  customNetworkConfig: "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
  warmEniTarget: "WARM_ENI_TARGET",
  warmIpTarget: "WARM_IP_TARGET",
  warmPrefixTarget: "WARM_PREFIX_TARGET",
  enablePrefixDelegation: "ENABLE_PREFIX_DELEGATION",
  logLevel: "AWS_VPC_K8S_CNI_LOGLEVEL",
  logFile: "AWS_VPC_K8S_CNI_LOG_FILE",
  vethPrefix: "AWS_VPC_K8S_CNI_VETHPREFIX",
  eniMtu: "AWS_VPC_ENI_MTU",
  eniConfigLabelDef: "ENI_CONFIG_LABEL_DEF",
  pluginLogLevel: "AWS_VPC_K8S_PLUGIN_LOG_LEVEL",
  pluginLogFile: "AWS_VPC_K8S_PLUGIN_LOG_FILE",
  enablePodEni: "ENABLE_POD_ENI",
  cniConfigureRpfilter: "AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER",
  cniCustomNetworkCfg: "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG",
  externalSnat: "AWS_VPC_K8S_CNI_EXTERNALSNAT",
  cniExternalSnat: "AWS_VPC_K8S_CNI_EXTERNALSNAT",
};

const KNOWN = new Set([
  ...Object.keys(VARIABLES),
  "clusterName",
  "clusterVersion",
  "addonVersion",
  "resolveConflictsOnCreate",
  "resolveConflictsOnUpdate",
  "serviceAccountRoleArn",
  "tags",
  "configurationValues",
  "enableNetworkPolicy",
  "disableTcpEarlyDemux",
]);

/** The VPC CNI as an add-on of the cluster. */
export class VpcCniAddon extends pulumi.ComponentResource {
  readonly addon: Addon;

  constructor(name: string, args: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    refuseUnknownInputs(TYPE, args, KNOWN);
    super(TYPE, name, args, options);
    this.addon = new Addon(
      name,
      {
        clusterName: args["clusterName"],
        addonName: "vpc-cni",
        addonVersion: args["addonVersion"] ?? latestVersion("vpc-cni", args["clusterVersion"], this),
        resolveConflictsOnCreate: args["resolveConflictsOnCreate"] ?? "OVERWRITE",
        resolveConflictsOnUpdate: args["resolveConflictsOnUpdate"] ?? "OVERWRITE",
        preserve: true,
        configurationValues: addonConfiguration(configuration(args)),
        serviceAccountRoleArn: args["serviceAccountRoleArn"],
        tags: args["tags"],
      },
      { parent: this },
    );
    this.registerOutputs({ addon: this.addon });
  }
}

/** Model of a VpcCniAddon that the program makes itself. */
export function constructVpcCniAddon(
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): ConstructedComponent {
  const component = new VpcCniAddon(name, inputs, options);
  return { urn: component.urn, state: { addon: component.addon } };
}

/** The newest version of an add-on for the cluster's version. */
export function latestVersion(
  addonName: string,
  kubernetesVersion: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  return getAddonVersionOutput({ addonName, kubernetesVersion, mostRecent: true }, { parent }).version;
}

/** The user's values over those that the options give, with the environment of both containers merged. */
function configuration(args: pulumi.Inputs): pulumi.Output<object> {
  const environment: Record<string, pulumi.Input<string>> = { ...DEFAULT_ENVIRONMENT };
  for (const [option, variable] of Object.entries(VARIABLES)) {
    if (args[option]) {
      environment[variable] = pulumi.output(args[option]).apply(String);
    }
  }
  const initEnvironment = {
    DISABLE_TCP_EARLY_DEMUX: pulumi.output(args["disableTcpEarlyDemux"] ?? false).apply(String),
  };
  return pulumi
    .all([environment, initEnvironment, args["enableNetworkPolicy"], args["configurationValues"] ?? {}])
    .apply(([env, initEnv, networkPolicy, values]) => ({
      ...(networkPolicy === undefined ? {} : { enableNetworkPolicy: String(networkPolicy) }),
      ...values,
      env: { ...env, ...values.env },
      init: { ...values.init, env: { ...initEnv, ...values.init?.env } },
    }));
}
