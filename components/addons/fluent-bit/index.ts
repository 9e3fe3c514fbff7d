import type { Values } from "../../../stacks/config";
import type { Addon, AddonContext } from "../contract";
import { namespaces } from "../namespaces";
import { prometheusOperatorCrds } from "../prometheus-operator-crds";
import { createAddonNamespace, createRelease } from "../release";
import { resources } from "../workload";
import { filters, inputs, redactScript, service } from "./pipeline";

/** Where there is no log service: `kubectl logs` of Fluent Bit shows every record. */
const STANDARD_OUTPUT = `[OUTPUT]
    Name stdout
    Match *
    Format json_lines
`;

const nodeLogs = { name: "varlog", mountPath: "/var/log", readOnly: true };
const buffers = { name: "buffers", mountPath: "/buffers" };

function values({ priorityClass }: AddonContext, monitoring: boolean): Values {
  return {
    kind: "DaemonSet",
    serviceAccount: { name: fluentBit.identity?.serviceAccount.name },
    priorityClassName: priorityClass?.name,
    // Logs of every node, of tainted ones too.
    tolerations: [{ operator: "Exists" }],
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: {
      // The node's log files belong to root; nothing else of root is left.
      runAsUser: 0,
      privileged: false,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
    resources: resources("50m", "64Mi", "500m", "256Mi"),
    testFramework: { enabled: false },
    serviceMonitor: { enabled: monitoring },
    // Only what it reads, and only to read; the place in each file and unsent records live as long as the pod.
    daemonSetVolumes: [{ name: nodeLogs.name, hostPath: { path: nodeLogs.mountPath } }],
    daemonSetVolumeMounts: [nodeLogs],
    extraVolumes: [{ name: buffers.name, emptyDir: { sizeLimit: "1Gi" } }],
    extraVolumeMounts: [buffers],
    luaScripts: { "redact.lua": redactScript },
    config: { service, inputs, filters, outputs: STANDARD_OUTPUT, customParsers: "" },
  };
}

/** Ships containers' logs to the target's log service. */
export const fluentBit: Addon = {
  name: "fluent-bit",
  title: "Fluent Bit",
  description: "Ships the logs of all containers, with their Kubernetes metadata, to the cloud's log service.",
  chart: "fluent-bit",
  namespace: namespaces.fluentBit,
  identity: {
    serviceAccount: { namespace: namespaces.fluentBit.name, name: "fluent-bit" },
    permissions: ["logs-write"],
  },
  needs: [],
  uses: [prometheusOperatorCrds],
  enabled: ({ addons }) => addons.fluentBit.enabled,
  values: ({ addons }) => addons.fluentBit.values,
  install(context) {
    const monitoring = context.installed(prometheusOperatorCrds);
    const grant = context.grant();
    const namespace = createAddonNamespace(this, context);
    const release = createRelease(this, context, {
      namespace,
      priority: context.priorityClass,
      values: values(context, monitoring !== undefined),
      grant,
      after: [monitoring],
    });
    return { ready: [release] };
  },
};
