import { parse, stringify } from "yaml";

/** The parts of a kubeconfig that AKS hands out and this file reads. */
interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: Readonly<Record<string, unknown>> }[];
}

/** Application that represents the API servers of all AKS clusters (AKS docs, "Use kubelogin"). */
const SERVER_ID = "6dae42f8-4368-4678-94ff-3960e28e3630";

/**
 * Keeps server and CA of the kubeconfig that AKS hands out, and replaces its device-code login, which would ask a
 * person. The login is the Azure CLI's; kubelogin lets `AAD_LOGIN_METHOD` override it, so a runner without the CLI
 * sets that to `workloadidentity` or `spn` and the file stays the same.
 *
 * @param listed base64 of what `listManagedClusterUserCredentials` returns.
 * @throws Error when it holds no cluster.
 */
export function kubeloginKubeconfig(listed: string): string {
  const [entry] = (parse(Buffer.from(listed, "base64").toString("utf8")) as Kubeconfig).clusters;
  if (entry === undefined) throw new Error("the kubeconfig that AKS returned holds no cluster");
  const { name, cluster } = entry;
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user: { exec: kubelogin } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

const kubelogin = {
  apiVersion: "client.authentication.k8s.io/v1beta1",
  command: "kubelogin",
  args: ["get-token", "--server-id", SERVER_ID, "--login", "azurecli"],
  installHint: "kubelogin is missing: `az aks install-cli` installs it (https://azure.github.io/kubelogin)",
  interactiveMode: "Never",
  provideClusterInfo: false,
} as const;
