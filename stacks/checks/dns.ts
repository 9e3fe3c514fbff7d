import type { StackConfig } from "../config";
import type { Problem } from "../problem";

/** Domain, zone and certificates must fit together. */
export function checkDns(config: StackConfig): Problem[] {
  return [...checkZone(config), ...checkIssuer(config)];
}

/** True where `name` is the zone or lies below it. */
function within(zone: string, name: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

function checkZone({ domain, dns }: StackConfig): Problem[] {
  if (domain === undefined || dns === undefined) return [];
  const problems: Problem[] = [];
  if (!within(dns.zone, domain)) {
    problems.push({
      path: ["dns", "zone"],
      message: `the zone ${dns.zone} does not contain the domain ${domain}`,
      remedy: `give ${domain} or a parent of it`,
    });
  }
  if (dns.manage === "create" && dns.id !== undefined) {
    problems.push({
      path: ["dns", "id"],
      message: "a zone that the stack makes has no id yet",
      remedy: "remove the id, or set manage: use",
    });
  }
  return problems;
}

function checkIssuer({ domain, certificates }: StackConfig): Problem[] {
  if (certificates.issuer !== "acme") return [];
  if (domain === undefined) {
    return [
      {
        path: ["certificates", "issuer"],
        message: "ACME proves control of a domain, and there is none",
        remedy: "set kiban:domain, or use selfSigned",
      },
    ];
  }
  if (certificates.email !== undefined) return [];
  return [
    {
      path: ["certificates", "email"],
      message: "ACME needs an e-mail address for the account (expiry notices go there)",
      remedy: "set kiban:certificates.email, or issuer: selfSigned",
    },
  ];
}
