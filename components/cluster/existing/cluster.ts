import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { ExistingClusterConfig } from "../../../stacks/config";
import { findConnection, type Connection } from "./connection";

/** Stands for a cluster in plans that are made where there is no kubeconfig; no name ends in `.invalid` (RFC 2606). */
const NOWHERE: Connection = {
  context: "none",
  server: "https://no-kubeconfig.invalid",
  kubeconfig: JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "none", cluster: { server: "https://no-kubeconfig.invalid" } }],
    contexts: [{ name: "none", context: { cluster: "none", user: "none" } }],
    "current-context": "none",
    users: [{ name: "none", user: {} }],
  }),
};

/** A cluster that somebody else runs, reached through one context of a kubeconfig. */
export class ExistingCluster extends pulumi.ComponentResource {
  readonly context: string;
  readonly endpoint: pulumi.Output<string>;
  /** Secret: unlike a cloud's, it may hold a client's private key. */
  readonly kubeconfig: pulumi.Output<string>;
  readonly kubernetes: kubernetes.Provider;

  /** @throws KubeconfigError, or Error when there is no kubeconfig and this is no preview */
  constructor(name: string, config: ExistingClusterConfig, opts: pulumi.ComponentResourceOptions) {
    super("kiban:cluster:ExistingCluster", name, {}, opts);
    const connection = findConnection(config) ?? this.withoutKubeconfig();
    this.context = connection.context;
    this.endpoint = pulumi.output(connection.server);
    this.kubeconfig = pulumi.secret(connection.kubeconfig);
    this.kubernetes = new kubernetes.Provider(
      name,
      // The identifier makes new credentials an update, and another cluster a replacement.
      { kubeconfig: this.kubeconfig, clusterIdentifier: connection.server },
      { parent: this },
    );
    this.registerOutputs({ endpoint: this.endpoint, kubeconfig: this.kubeconfig });
  }

  private withoutKubeconfig(): Connection {
    const missing = "There is no kubeconfig in KUBECONFIG or ~/.kube/config";
    if (!pulumi.runtime.isDryRun()) {
      throw new Error(`${missing}: make a cluster (\`kind create cluster\`), or set kiban:cluster.kubeconfig.`);
    }
    void pulumi.log.warn(`${missing}. The plan needs none; \`pulumi up\` will.`, this);
    return NOWHERE;
  }
}
