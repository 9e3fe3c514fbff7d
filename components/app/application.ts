import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../stacks/config";
import { ConfigurationError } from "../../stacks/errors";
import { mergeValues } from "../../stacks/merge-values";
import type { Target } from "../cluster/contract";
import { createNamespace } from "../tenancy/namespace";
import { isOciChart, readChartFolder } from "./chart";
import { createDatabaseSecret } from "./database-secret";
import { createArgoApplication, type ArgoCdProject } from "./delivery/argocd";
import { createRelease } from "./delivery/helm";
import type { GatewayReference, PlatformFacts } from "./platform-values";
import { applicationValues, platformLayer } from "./values";

const ONE_POD_DATABASE =
  "The application keeps its data in the chart's own PostgreSQL: one pod, no backup. For production set " +
  "kiban:app.databaseUrl (a secret) to a database outside the cluster.";

export interface ApplicationArgs {
  readonly config: StackConfig;
  readonly target: Target;
  /** The Gateway for the application's route; undefined: no public name. */
  readonly gateway: GatewayReference | undefined;
  /** Namespace of the Prometheus that scrapes the application; undefined without one. */
  readonly monitoringNamespace: string | undefined;
  /** Argo CD and the project for the application; needed with delivery `argocd` only. */
  readonly argocd: ArgoCdProject | undefined;
  /** What the chart's objects need: CRDs, webhooks, the Gateway, the AppProject. The namespace does not wait for it. */
  readonly dependsOn: readonly pulumi.Resource[];
}

/**
 * The application: a namespace with Pod Security `restricted`, the database's credentials, and the chart, delivered by
 * a Helm release or by Argo CD. Any chart takes the place of the task board by configuration alone (components/app/README.md).
 *
 * The configuration must have passed `checkApplication`.
 */
export class Application extends pulumi.ComponentResource {
  /** Address for people; undefined without a public name. */
  readonly url: string | undefined;
  /** Name of the namespace. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: ApplicationArgs, options?: pulumi.ComponentResourceOptions) {
    super("kiban:app:Application", name, {}, options);
    const { config, target } = args;
    const { app } = config;
    const child = { parent: this, provider: target.kubernetes };
    const chart = isOciChart(app.chart) ? undefined : readChartFolder(config);

    const namespace = createNamespace(
      `${name}-namespace`,
      { name: app.namespace, podSecurity: "restricted" },
      { ...child, dependsOn: [...target.ready], protect: config.availability.protect },
    );
    const secret =
      chart?.takesPlatformValues || app.databaseUrl !== undefined
        ? [createDatabaseSecret(`${name}-database`, config, namespace, child)]
        : [];

    if (chart?.takesPlatformValues && app.databaseUrl === undefined && config.availability.protect) {
      void pulumi.log.warn(ONE_POD_DATABASE, this);
    }
    const facts: PlatformFacts = {
      gateway: args.gateway,
      storageClassName: target.storage.className,
      monitoringNamespace: args.monitoringNamespace,
    };
    const dependsOn = [namespace, ...secret, ...target.storage.ready, ...args.dependsOn];
    if (app.delivery === "helm") {
      createRelease(`${name}-release`, config, chart, applicationValues(config, chart, facts), { ...child, dependsOn });
    } else {
      if (args.argocd === undefined) throw new Error("Delivery by Argo CD needs Argo CD: turn its add-on on.");
      refuseSecrets(app.values, "kiban:app.values");
      const values = mergeValues(platformLayer(config, chart, facts), app.values);
      createArgoApplication(`${name}-delivery`, config, chart, values, args.argocd, { ...child, dependsOn });
    }

    this.url = app.host !== undefined && args.gateway !== undefined ? `https://${app.host}` : undefined;
    this.namespace = namespace.metadata.name;
    this.registerOutputs({ url: this.url, namespace: this.namespace });
  }
}

/**
 * An Application holds its values in the open, for everyone who may read Argo CD's namespace.
 * @throws ConfigurationError where a value is a Pulumi secret.
 */
function refuseSecrets(value: unknown, key: string): void {
  if (pulumi.Output.isInstance(value)) {
    throw new ConfigurationError([
      {
        file: undefined,
        line: undefined,
        column: undefined,
        key,
        message: "a secret value would stand in plain text in Argo CD's Application",
        remedy: "use delivery: helm, or give the chart the name of a Secret in the cluster",
      },
    ]);
  }
  if (typeof value !== "object" || value === null) return;
  for (const [name, item] of Object.entries(value)) refuseSecrets(item, `${key}.${name}`);
}
