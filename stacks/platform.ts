import * as pulumi from "@pulumi/pulumi";
import { Addons } from "../components/addons";
import { namespaces } from "../components/addons/namespaces";
import { Application } from "../components/app";
import { targetDefinition } from "../components/cluster";
import type { Target } from "../components/cluster/contract";
import type { StackConfig } from "./config";
import { stackOutputs, type StackOutputs } from "./outputs";

export interface PlatformArgs {
  readonly config: StackConfig;
}

/**
 * The whole platform of a stack: the target that the configuration chooses, the add-ons on it, and the application.
 * Parent of every resource. Needs a provider of package `random` in its options.
 */
export class Platform extends pulumi.ComponentResource {
  /** What people use next; the stack's outputs. */
  readonly stackOutputs: StackOutputs;

  constructor(name: string, { config }: PlatformArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:index:Platform", name, {}, options);
    const target = targetDefinition(config.cluster.provider).create(config, this);
    const addons = new Addons("addons", { config, target }, { parent: this });
    const application = config.app.enabled ? createApplication(config, target, addons, this) : undefined;
    for (const note of addons.notes) void pulumi.log.info(note, this);
    this.stackOutputs = stackOutputs(target, addons, application);
    this.registerOutputs({});
  }
}

function createApplication(config: StackConfig, target: Target, addons: Addons, parent: pulumi.Resource): Application {
  const { argocd, gateway } = addons;
  const byArgoCd = config.app.delivery === "argocd" ? argocd : undefined;
  return new Application(
    config.app.name,
    {
      config,
      target,
      gateway: gateway?.app && {
        name: gateway.name,
        namespace: gateway.namespace,
        sectionName: gateway.app.listener,
        hostname: gateway.app.hostname,
        proxyNamespace: gateway.proxyNamespace,
      },
      monitoringNamespace: addons.monitoring && namespaces.monitoring.name,
      argocd: byArgoCd && { name: byArgoCd.appProject, namespace: byArgoCd.namespace },
      dependsOn: [
        ...target.ready,
        ...(gateway?.ready ?? []),
        ...(addons.monitoring?.ready ?? []),
        ...(byArgoCd?.ready ?? []),
      ],
    },
    { parent },
  );
}
