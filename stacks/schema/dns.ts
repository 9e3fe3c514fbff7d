import * as z from "zod";
import { dnsName } from "./primitives";

export const dns = z
  .strictObject({
    zone: dnsName.optional().describe("The DNS zone's name; the domain lies within it. Default: the domain."),
    manage: z
      .enum(["create", "use"])
      .optional()
      .describe(
        "`create`: the stack makes the zone and outputs its name servers. `use`: the zone exists. Default create.",
      ),
    id: z
      .string()
      .min(1)
      .optional()
      .describe(
        "With `use`: hosted zone id (EKS), zone resource id (AKS) or managed zone name (GKE). Default: looked up by name; AKS needs it.",
      ),
  })
  .describe("The DNS zone that holds the domain.");

export const certificates = z
  .strictObject({
    issuer: z
      .enum(["acme", "selfSigned"])
      .optional()
      .describe("Who signs certificates. Default: acme with a domain, selfSigned without one."),
    email: z
      .email("must be an e-mail address")
      .optional()
      .describe("Contact address of the ACME account; required with acme."),
    server: z
      .url({ protocol: /^https$/, error: "must be an https:// address" })
      .optional()
      .describe("ACME directory. Default: Let's Encrypt."),
  })
  .describe("TLS certificates.");
