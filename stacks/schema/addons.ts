import * as z from "zod";
import { bytes, count, duration, secret, values } from "./primitives";

const common = {
  enabled: z.boolean().optional().describe("Install it. Default true where the target needs or supports it."),
  values: values.optional().describe("Raw values of the chart, merged last."),
};
const replicas = count.max(9).optional().describe("Replicas. Default: by environment.");

const oidc = z
  .strictObject({
    issuer: z
      .url({ protocol: /^https$/, error: "must be an https:// address" })
      .describe("Issuer URL of the identity provider."),
    clientId: z.string().min(1).describe("Client id that the identity provider gave."),
    clientSecret: secret("Client secret that the identity provider gave."),
    adminGroups: z
      .array(z.string().min(1))
      .optional()
      .describe("Groups (values of the `groups` claim) that administer Argo CD. Default: none."),
  })
  .describe("Single sign-on. With it the local admin account is off.");

export const addons = z
  .strictObject({
    gateway: z
      .strictObject({ ...common, replicas })
      .optional()
      .describe("Envoy Gateway with Gateway API."),
    certManager: z
      .strictObject({ ...common, replicas })
      .optional()
      .describe("cert-manager and its issuers."),
    externalDns: z
      .strictObject({
        ...common,
        policy: z
          .enum(["sync", "upsert-only"])
          .optional()
          .describe("`sync` deletes owned records without a source; `upsert-only` never deletes. Default sync."),
      })
      .optional()
      .describe("ExternalDNS; needs a domain."),
    kubePrometheusStack: z
      .strictObject({
        ...common,
        replicas,
        retention: duration.optional().describe("How long Prometheus keeps samples. Default: by environment."),
        storage: bytes.optional().describe("Size of Prometheus' volume. Default: by environment."),
      })
      .optional()
      .describe("Prometheus, Alertmanager and Grafana."),
    fluentBit: z
      .strictObject({
        ...common,
        retentionDays: count
          .optional()
          .describe("Days that the cloud's log service keeps the logs. Default: by environment."),
      })
      .optional()
      .describe("Fluent Bit, to the cloud's log service."),
    argocd: z
      .strictObject({
        ...common,
        highAvailability: z.boolean().optional().describe("Several replicas and Redis HA. Default: by environment."),
        oidc: oidc.optional(),
      })
      .optional()
      .describe("Argo CD."),
    metricsServer: z
      .strictObject({ ...common, replicas })
      .optional()
      .describe("metrics-server, where the target has none."),
    awsLoadBalancerController: z
      .strictObject({ ...common, replicas })
      .optional()
      .describe("AWS Load Balancer Controller; EKS standard only."),
  })
  .describe("The platform's add-ons, each on or off with its settings.");
