import * as z from "zod";
import { addons } from "./addons";
import { app } from "./app";
import { cluster } from "./cluster";
import { certificates, dns } from "./dns";
import { network } from "./network";
import { dnsName } from "./primitives";

const charts = z
  .strictObject({
    mirror: z
      .string()
      .min(1)
      .optional()
      .describe(
        "Serves all charts instead of their own sources: `oci://registry/path`, `https://repository`, or a folder with `<chart>-<version>.tgz` files or chart folders.",
      ),
    imageRegistry: z
      .string()
      .regex(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._-]+)*$/, {
        error: "must be a registry with an optional path, such as `registry.example.com/mirror`",
      })
      .optional()
      .describe("Registry that serves all images under their own repository paths."),
  })
  .describe("Where charts and images come from, for air-gapped use.");

const availability = z
  .strictObject({
    protect: z
      .boolean()
      .optional()
      .describe("Protect cluster, keys and zones from deletion and replacement. Default: true in prod."),
    replicas: z
      .int()
      .min(1)
      .max(9)
      .optional()
      .describe("Replicas of stateless platform components. Default: by environment."),
    spread: z
      .boolean()
      .optional()
      .describe("PodDisruptionBudgets, zone spread and priority classes. Default: true in staging and prod."),
    logRetentionDays: z
      .int()
      .min(1)
      .optional()
      .describe("Days that control-plane and flow logs are kept. Default: by environment."),
  })
  .describe("How much the platform bears.");

const policies = z
  .strictObject({
    productionRules: z
      .enum(["mandatory", "advisory"])
      .optional()
      .describe("What rules of level P do: deny, or warn. Default: mandatory in prod, advisory elsewhere."),
  })
  .describe("How security rules are enforced.");

/** All keys under `kiban:` as a user writes them. */
export const stackSchema = z.strictObject({
  environment: z
    .enum(["dev", "staging", "prod"])
    .optional()
    .describe("Chooses the preset of sizes, replicas, retention and protection. Default dev."),
  cluster,
  network: network.optional(),
  domain: dnsName.optional().describe("Public domain of the platform. Default: none, and no public names."),
  dns: dns.optional(),
  certificates: certificates.optional(),
  addons: addons.optional(),
  app: app.optional(),
  charts: charts.optional(),
  availability: availability.optional(),
  policies: policies.optional(),
  tags: z.record(z.string(), z.string()).optional().describe("Tags or labels on every cloud resource."),
});

/** What a user writes, after its types are checked and before presets fill it in. */
export type StackInput = z.output<typeof stackSchema>;
