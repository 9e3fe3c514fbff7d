import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

/** Levels of the Pod Security Standards, strictest first. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged";

/** A namespace, named once by what owns it. */
export type NamespaceDefinition =
  | { readonly name: string; readonly podSecurity: "restricted" }
  | {
      readonly name: string;
      readonly podSecurity: Exclude<PodSecurityLevel, "restricted">;
      /** Why its pods can't run restricted; written on the namespace for the people who audit it. */
      readonly reason: string;
    };

/** Annotation that says why a namespace is not `restricted`. */
export const POD_SECURITY_REASON = "kiban.dev/pod-security-reason";

/**
 * Labels that make the API server enforce, warn and audit `level` (Pod Security admission). The version is `latest`:
 * the level then follows the cluster's own version, which only the stack's configuration changes.
 */
export function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return Object.fromEntries(
    ["enforce", "warn", "audit"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, level],
      [`pod-security.kubernetes.io/${mode}-version`, "latest"],
    ]),
  );
}

/** Makes the namespace with its Pod Security labels. */
export function createNamespace(
  name: string,
  definition: NamespaceDefinition,
  options: pulumi.CustomResourceOptions,
): kubernetes.core.v1.Namespace {
  return new kubernetes.core.v1.Namespace(
    name,
    {
      metadata: {
        name: definition.name,
        labels: podSecurityLabels(definition.podSecurity),
        annotations: definition.podSecurity === "restricted" ? undefined : { [POD_SECURITY_REASON]: definition.reason },
      },
    },
    options,
  );
}
