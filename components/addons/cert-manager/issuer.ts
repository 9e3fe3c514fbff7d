import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Grant } from "../../identity/contract";
import type { AddonContext } from "../contract";
import { namespaces } from "../namespaces";

/** A ClusterIssuer by its name, and what to wait for before asking it. */
export interface Issuer {
  readonly name: string;
  readonly ready: readonly pulumi.Resource[];
}

/** One name on all targets: who asks for a certificate need not know who signs it. */
const ISSUER = "platform";
const AUTHORITY = "platform-ca";
const API_VERSION = "cert-manager.io/v1";

/**
 * Makes the ClusterIssuer `platform`: ACME with the target's DNS-01 solver where the platform has a zone (`grant`),
 * else a certificate authority of the cluster's own.
 */
export function createIssuer(context: AddonContext, release: pulumi.Resource, grant: Grant | undefined): Issuer {
  const issuer = grant ? createAcmeIssuer(context, release, grant) : createOwnAuthority(context, release);
  return { name: ISSUER, ready: [issuer] };
}

function createAcmeIssuer(
  { config, target, parent }: AddonContext,
  release: pulumi.Resource,
  grant: Grant,
): pulumi.Resource {
  const { dns } = target;
  if (dns === undefined) throw new Error("An ACME issuer needs the target's DNS zone.");
  return new kubernetes.apiextensions.CustomResource(
    "platform-issuer",
    {
      apiVersion: API_VERSION,
      kind: "ClusterIssuer",
      metadata: { name: ISSUER },
      spec: {
        acme: {
          server: config.certificates.server,
          email: config.certificates.email,
          privateKeySecretRef: { name: "platform-acme-account" },
          solvers: [{ selector: { dnsZones: [dns.zone] }, dns01: dns.solver(grant) }],
        },
      },
    },
    { parent, dependsOn: [release, ...grant.ready, ...dns.ready] },
  );
}

function createOwnAuthority({ parent }: AddonContext, release: pulumi.Resource): pulumi.Resource {
  const selfSigned = new kubernetes.apiextensions.CustomResource(
    "self-signed-issuer",
    { apiVersion: API_VERSION, kind: "ClusterIssuer", metadata: { name: "self-signed" }, spec: { selfSigned: {} } },
    { parent, dependsOn: release },
  );
  const authority = new kubernetes.apiextensions.CustomResource(
    "platform-ca",
    {
      apiVersion: API_VERSION,
      kind: "Certificate",
      // ClusterIssuers look up their Secrets in cert-manager's own namespace.
      metadata: { name: AUTHORITY, namespace: namespaces.certManager.name },
      spec: {
        isCA: true,
        commonName: "Kiban platform CA",
        secretName: AUTHORITY,
        duration: "87600h",
        renewBefore: "8760h",
        privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Never" },
        issuerRef: { group: "cert-manager.io", kind: "ClusterIssuer", name: "self-signed" },
      },
    },
    { parent, dependsOn: selfSigned },
  );
  return new kubernetes.apiextensions.CustomResource(
    "platform-issuer",
    {
      apiVersion: API_VERSION,
      kind: "ClusterIssuer",
      metadata: { name: ISSUER },
      spec: { ca: { secretName: AUTHORITY } },
    },
    { parent, dependsOn: authority },
  );
}
