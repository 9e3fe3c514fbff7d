import { namespaces } from "../../components/addons/namespaces";
import type { StackConfig } from "../config";
import type { Problem } from "../problem";

/** Namespaces that belong to Kubernetes or to the platform. */
function isReserved(namespace: string): boolean {
  return /^(default|kube-.*)$/.test(namespace) || Object.values(namespaces).some(({ name }) => name === namespace);
}

/** What the application's keys say of each other; its chart is read by `components/app`. */
export function checkApp(config: StackConfig): Problem[] {
  const { app, domain, addons } = config;
  if (!app.enabled) return [];
  const problems: Problem[] = [];
  if (isReserved(app.namespace)) {
    problems.push({
      path: ["app", "namespace"],
      message: `${app.namespace} is reserved for Kubernetes and the platform`,
      remedy: "give the application a namespace of its own",
    });
  }
  if (app.host !== undefined && domain === undefined) {
    problems.push({
      path: ["app", "host"],
      message: "a host name needs a domain",
      remedy: "set kiban:domain, or remove the host",
    });
  }
  if (app.host !== undefined && domain !== undefined && !app.host.endsWith(`.${domain}`)) {
    problems.push({
      path: ["app", "host"],
      message: `${app.host} does not lie within the domain ${domain}`,
      remedy: `give a name that ends with .${domain}`,
    });
  }
  if (app.delivery === "argocd" && !addons.argocd.enabled) {
    problems.push({
      path: ["app", "delivery"],
      message: "Argo CD cannot deliver while addons.argocd is off",
      remedy: "set delivery: helm, or turn the add-on on",
    });
  }
  return problems;
}
