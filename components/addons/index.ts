import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../stacks/config";
import type { Target } from "../cluster/contract";
import { argocd } from "./argocd";
import { addons } from "./catalog";
import type { Addon, AddonContext, InstalledAddon, PlatformPriority } from "./contract";
import { envoyGateway } from "./envoy-gateway";
import { gateway } from "./gateway";
import { platformHost, type PlatformHost } from "./gateway/hosts";
import { installationOrder } from "./graph";
import { notesFor } from "./notes";
import { createPriority } from "./priority";
import { prometheusOperatorCrds } from "./prometheus-operator-crds";

export interface AddonsArgs {
  readonly config: StackConfig;
  readonly target: Target;
}

/** The gateway, for routes that others make. */
export interface GatewayHandle {
  readonly name: string;
  readonly namespace: string;
  readonly className: string;
  /** Namespace in which the gateway's proxies run: where requests from outside come from. */
  readonly proxyNamespace: string;
  /** The application's name and listener (`sectionName`); undefined where the application is off. */
  readonly app: PlatformHost | undefined;
  /** CRDs that an HTTPRoute needs. */
  readonly ready: readonly pulumi.Resource[];
}

/** Argo CD, for Applications that others make. */
export interface ArgoCdHandle {
  readonly namespace: string;
  readonly appProject: string;
  /** CRDs and AppProject that an Application needs. */
  readonly ready: readonly pulumi.Resource[];
}

/** CRDs for ServiceMonitors and PrometheusRules that others make. */
export interface MonitoringHandle {
  readonly ready: readonly pulumi.Resource[];
}

/** A PascalCase type token of an add-on's component: `kiban:addons:CertManager`. */
function componentType(name: string): string {
  return `kiban:addons:${name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`;
}

class AddonComponent extends pulumi.ComponentResource {
  constructor(addon: Addon, options: pulumi.ComponentResourceOptions) {
    super(componentType(addon.name), addon.name, {}, options);
  }
}

/**
 * The platform's add-ons, each a component below this one. Which are on is the configuration's and the target's
 * decision; what each waits for is its own. Needs a provider of package `random` in its options or its parent's.
 */
export class Addons extends pulumi.ComponentResource {
  /** HTTPS addresses for people; undefined where the platform has no domain or what they name is off. */
  readonly urls: { readonly grafana: string | undefined; readonly argocd: string | undefined };
  /** Cloud identities by add-on: role ARN, client id or principal. */
  readonly identities: Readonly<Record<string, pulumi.Output<string>>>;
  readonly gateway: GatewayHandle | undefined;
  readonly argocd: ArgoCdHandle | undefined;
  readonly monitoring: MonitoringHandle | undefined;
  /** What people should know of this configuration, such as what a domain would add. */
  readonly notes: readonly string[];

  private readonly results = new Map<Addon, InstalledAddon>();

  /**
   * @throws CyclicNeedsError, MissingNeedError where the add-ons that are on can't be ordered.
   * @throws MissingChartError where `charts.mirror` is a folder without a chart that is needed.
   */
  constructor(name: string, { config, target }: AddonsArgs, options: pulumi.ComponentResourceOptions) {
    super("kiban:addons:Addons", name, {}, { ...options, providers: [target.kubernetes] });
    const identities: Record<string, pulumi.Output<string>> = {};
    const priorityClass = config.availability.spread
      ? createPriority({ parent: this, dependsOn: [...target.ready] })
      : undefined;
    for (const addon of installationOrder(addons, (candidate) => candidate.enabled(config, target))) {
      this.install(addon, { config, target, priorityClass }, identities);
    }
    this.identities = identities;
    this.urls = { grafana: publicUrl(config, "grafana"), argocd: publicUrl(config, "argocd") };
    this.gateway = this.gatewayHandle(config);
    this.argocd = this.argocdHandle();
    this.monitoring = this.results.get(prometheusOperatorCrds);
    this.notes = notesFor(config, target);
    this.registerOutputs({ identities, urls: this.urls });
  }

  private install(
    addon: Addon,
    shared: { config: StackConfig; target: Target; priorityClass: PlatformPriority | undefined },
    identities: Record<string, pulumi.Output<string>>,
  ): void {
    const parent = new AddonComponent(addon, { parent: this });
    const context: AddonContext = {
      ...shared,
      parent,
      grant: () => {
        if (addon.identity === undefined) throw new Error(`Add-on ${addon.name} declares no identity to grant.`);
        const grant = shared.target.identity.grant(addon.identity.serviceAccount, addon.identity.permissions);
        if (grant.identity !== undefined) identities[addon.name] = grant.identity;
        return grant;
      },
      installed: <Result extends InstalledAddon>(other: Addon<Result>) => {
        if (![...addon.needs, ...addon.uses].includes(other)) {
          throw new Error(`Add-on ${addon.name} asks for ${other.name} without declaring that it needs or uses it.`);
        }
        return this.results.get(other) as Result | undefined;
      },
    };
    this.results.set(addon, addon.install(context));
  }

  private installed<Result extends InstalledAddon>(addon: Addon<Result>): Result | undefined {
    return this.results.get(addon) as Result | undefined;
  }

  private gatewayHandle(config: StackConfig): GatewayHandle | undefined {
    const installed = this.installed(gateway);
    return (
      installed && {
        name: installed.gatewayName,
        namespace: installed.gatewayNamespace,
        className: installed.gatewayClass,
        proxyNamespace: installed.gatewayNamespace,
        app: platformHost(config, "app"),
        ready: this.installed(envoyGateway)?.ready ?? [],
      }
    );
  }

  private argocdHandle(): ArgoCdHandle | undefined {
    const installed = this.installed(argocd);
    return installed && { namespace: argocd.namespace.name, appProject: installed.appProject, ready: installed.ready };
  }
}

function publicUrl(config: StackConfig, listener: PlatformHost["listener"]): string | undefined {
  const host = platformHost(config, listener);
  return config.domain === undefined || !config.addons.gateway.enabled || host === undefined
    ? undefined
    : `https://${host.hostname}`;
}
