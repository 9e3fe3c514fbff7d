import * as eks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import type { ConstructedComponent } from "../model";
import { clusterInput } from "./cluster-reference";
import { refuseUnknownInputs } from "./inputs";

const TYPE = "eks:index:Addon";

const KNOWN = new Set([
  "cluster",
  "addonName",
  "addonVersion",
  "configurationValues",
  "preserve",
  "resolveConflictsOnCreate",
  "resolveConflictsOnUpdate",
  "serviceAccountRoleArn",
  "tags",
]);

/** An add-on of a cluster, as the cluster's child whatever parent it is given. */
class Addon extends pulumi.ComponentResource {
  readonly addon: eks.Addon;

  constructor(name: string, args: pulumi.Inputs, options: pulumi.ComponentResourceOptions) {
    refuseUnknownInputs(TYPE, args, KNOWN);
    const { cluster, configurationValues, ...rest } = args;
    clusterInput(args);
    super(TYPE, name, args, pulumi.mergeOptions(options, { parent: cluster }));
    this.addon = new eks.Addon(
      name,
      {
        addonName: rest["addonName"],
        ...rest,
        clusterName: cluster.core.cluster.name,
        configurationValues: configurationValues === undefined ? undefined : pulumi.jsonStringify(configurationValues),
      },
      { parent: this },
    );
  }
}

/** Model of `eks.Addon`. */
export function constructAddon(
  name: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): ConstructedComponent {
  const component = new Addon(name, inputs, options);
  return { urn: component.urn, state: { addon: component.addon } };
}
