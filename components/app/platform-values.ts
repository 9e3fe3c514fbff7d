import type { StackConfig, Values } from "../../stacks/config";

/**
 * Annotation with which a chart's Chart.yaml says that it takes the platform's values. Only such a chart gets them: a
 * chart of its own mind may have a strict schema that refuses keys that it does not know.
 */
export const PLATFORM_VALUES_ANNOTATION = "kiban.dev/platform-values";

/** The version of the contract below. */
export const PLATFORM_VALUES_VERSION = "v1";

/** The Gateway that the application's route attaches to. */
export interface GatewayReference {
  readonly name: string;
  readonly namespace: string;
  /** The HTTPS listener of the application. */
  readonly sectionName: string;
  /** The application's name on that listener: public with a domain, else one that nobody resolves. */
  readonly hostname: string;
  /** Namespace in which the gateway's proxies run: where the application's traffic comes from. */
  readonly proxyNamespace: string;
}

/** What the platform knows when it hands the application over. */
export interface PlatformFacts {
  readonly gateway: GatewayReference | undefined;
  /** StorageClass of the target; undefined: the cluster's default. */
  readonly storageClassName: string | undefined;
  /** Namespace of the Prometheus that scrapes the application; undefined without one. */
  readonly monitoringNamespace: string | undefined;
}

/** Name of the Secret with the database's credentials. */
export function databaseSecretName(config: StackConfig): string {
  return `${config.app.name}-database`;
}

/**
 * The values under the key `platform`, version v1 of the contract; what the platform does not have is left out. Of
 * these only `host` and `storageClassName` differ between targets.
 */
export function platformValues(config: StackConfig, facts: PlatformFacts): Values {
  const { gateway, storageClassName, monitoringNamespace } = facts;
  const { imageRegistry } = config.charts;
  return {
    platform: {
      ...(gateway !== undefined && route(gateway)),
      ...(storageClassName !== undefined && { storageClassName }),
      ...(imageRegistry !== undefined && { imageRegistry }),
      database: { secret: databaseSecretName(config), external: config.app.databaseUrl !== undefined },
      ...(monitoringNamespace !== undefined && { monitoringNamespace }),
    },
  };
}

function route({ hostname, ...gateway }: GatewayReference): Values {
  return { host: hostname, gateway };
}
