import * as z from "zod";

/** Lower-case letters, digits and hyphens, as a Kubernetes name or DNS label (RFC 1123) has them. */
export function label(most: number): z.ZodString {
  return z
    .string()
    .max(most, `must have at most ${most} characters`)
    .regex(/^[a-z]([-a-z0-9]*[a-z0-9])?$/, {
      error: "must be lower-case letters, digits and hyphens, beginning with a letter and not ending with a hyphen",
    });
}

/** A DNS name of at least two labels, without a trailing dot and without a wildcard. */
export const dnsName = z
  .string()
  .max(253, "must have at most 253 characters")
  .regex(/^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, {
    error: "must be a lower-case DNS name such as `platform.example.com`, without a wildcard or a trailing dot",
  });

const IPV4_CIDR = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\/(3[0-2]|[12]?\d)$/;

/** An IPv4 range in CIDR notation. */
export const cidr = z.string().regex(IPV4_CIDR, { error: "must be an IPv4 CIDR such as `10.0.0.0/16`" });

/** A Kubernetes quantity of bytes, such as `50Gi`. */
export const bytes = z
  .string()
  .regex(/^[1-9]\d*(Mi|Gi|Ti)$/, { error: "must be a size such as `50Gi` (units Mi, Gi, Ti)" });

/** A Prometheus duration in days or hours, such as `7d`. */
export const duration = z
  .string()
  .regex(/^[1-9]\d*(h|d|w)$/, { error: "must be a duration such as `12h`, `7d` or `2w`" });

/** A value that belongs in a Pulumi secret: `pulumi config set --secret --path ...`. */
export function secret(description: string): z.ZodString {
  return z
    .string()
    .min(1)
    .meta({ description: `${description} A Pulumi secret.`, secret: true });
}

/** Raw chart values: any mapping, checked by the chart and not by this schema. */
export const values = z.record(z.string(), z.unknown());

export const count = z.int().min(1, "must be at least 1");
