import * as z from "zod";
import { dnsName, label, secret, values } from "./primitives";

const repository = z.strictObject({
  url: z
    .string()
    .regex(/^(https:\/\/|ssh:\/\/|git@)/, { error: "must be an https://, ssh:// or git@ address" })
    .describe("Git repository."),
  path: z.string().min(1).describe("Folder of the chart in the repository."),
  revision: z.string().min(1).optional().describe("Branch, tag or commit. Default HEAD."),
});

export const app = z
  .strictObject({
    enabled: z.boolean().optional().describe("Deploy the application. Default true."),
    name: label(40).optional().describe("Release name. Default taskboard."),
    namespace: label(63).optional().describe("Namespace. Default: the name."),
    delivery: z
      .enum(["helm", "argocd"])
      .optional()
      .describe("`helm`: a release by Pulumi. `argocd`: an Application that Argo CD keeps in sync. Default helm."),
    chart: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Folder with Chart.yaml, relative to the project, or `oci://registry/path/chart`. Default charts/taskboard.",
      ),
    version: z.string().min(1).optional().describe("Chart version; required for an OCI chart."),
    host: dnsName.optional().describe("Public host name, within the domain. Default: <name>.<domain>."),
    values: values.optional().describe("Values for all environments."),
    environments: z
      .strictObject({ dev: values.optional(), staging: values.optional(), prod: values.optional() })
      .optional()
      .describe("Values for one environment, merged over `values`."),
    repository: repository.optional().describe("With delivery argocd and a chart folder: where Argo CD finds it."),
    databaseUrl: secret(
      "Connection URL of a PostgreSQL outside the cluster; without it the chart runs its own.",
    ).optional(),
  })
  .describe("The application's Helm chart.");
