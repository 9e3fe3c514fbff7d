import type { Environment } from "./config";

/** What an environment decides unless a key says otherwise. */
export interface Preset {
  readonly replicas: number;
  readonly spread: boolean;
  readonly protect: boolean;
  readonly nat: "single" | "zone";
  /** Days; a value that CloudWatch Logs accepts too. */
  readonly logRetentionDays: number;
  readonly appLogRetentionDays: number;
  readonly prometheusRetention: string;
  readonly prometheusStorage: string;
  readonly prometheusReplicas: number;
  readonly argocdHighAvailability: boolean;
  readonly productionRules: "mandatory" | "advisory";
}

export const presets: Readonly<Record<Environment, Preset>> = {
  dev: {
    replicas: 1,
    spread: false,
    protect: false,
    nat: "single",
    logRetentionDays: 7,
    appLogRetentionDays: 7,
    prometheusRetention: "3d",
    prometheusStorage: "20Gi",
    prometheusReplicas: 1,
    argocdHighAvailability: false,
    productionRules: "advisory",
  },
  staging: {
    replicas: 2,
    spread: true,
    protect: false,
    nat: "single",
    logRetentionDays: 30,
    appLogRetentionDays: 30,
    prometheusRetention: "7d",
    prometheusStorage: "50Gi",
    prometheusReplicas: 1,
    argocdHighAvailability: false,
    productionRules: "advisory",
  },
  prod: {
    replicas: 3,
    spread: true,
    protect: true,
    nat: "zone",
    logRetentionDays: 365,
    appLogRetentionDays: 90,
    prometheusRetention: "15d",
    prometheusStorage: "100Gi",
    prometheusReplicas: 2,
    argocdHighAvailability: true,
    productionRules: "mandatory",
  },
};
