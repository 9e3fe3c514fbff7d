import type { Plan } from "../../engine/plan";
import { releasesOf } from "../render/planned-objects";
import { join, ofKind, textAt, valueAt } from "./read";
import type { Row } from "./row";

/** Rows about what differs inside the cluster, read from the Kubernetes objects. */
export const kubernetesRows: readonly Row[] = [
  { title: "load balancer", cell: loadBalancerCell },
  { title: "StorageClass", cell: storageCell },
  { title: "TLS issuer", cell: issuerCell },
  { title: "logs to", cell: logsCell },
  { title: "kubeconfig", cell: kubeconfigCell },
];

function loadBalancerCell(plan: Plan): string {
  const services = ofKind(plan, "EnvoyProxy").map(({ inputs }) =>
    valueAt(inputs, "spec.provider.kubernetes.envoyService"),
  );
  return (
    join(services.map((service) => join([textAt(service, "type"), textAt(service, "loadBalancerClass")]))) || "none"
  );
}

function storageCell(plan: Plan): string {
  const classes = ofKind(plan, "StorageClass").map(({ inputs }) => {
    const kind = textAt(inputs, "parameters.type") ?? textAt(inputs, "parameters.skuName");
    return `${textAt(inputs, "metadata.name") ?? "?"} (${join([textAt(inputs, "provisioner"), kind])})`;
  });
  return join(classes) || claimedClass(plan) || "the existing default";
}

/** The class that the platform's volumes name where the stack makes none. */
function claimedClass(plan: Plan): string {
  const values = releasesOf(plan).map(({ inputs }) => JSON.stringify(inputs["values"] ?? {}));
  return join(
    values.flatMap((text) => [...text.matchAll(/"storageClass(?:Name)?":"([^"]+)"/g)].map((match) => match[1])),
  );
}

function issuerCell(plan: Plan): string {
  const issuers = ofKind(plan, "ClusterIssuer").map(({ inputs }) => {
    const solver = valueAt(inputs, "spec.acme.solvers[0].dns01");
    if (typeof solver === "object" && solver !== null) return `ACME DNS-01 (${Object.keys(solver).join(", ")})`;
    return valueAt(inputs, "spec.acme") === undefined ? "self-signed CA" : "ACME";
  });
  return join(issuers) || "none";
}

function logsCell(plan: Plan): string {
  const shipper = releasesOf(plan).find(({ inputs }) => textAt(inputs, "chart")?.includes("fluent-bit") === true);
  const outputs = textAt(shipper?.inputs["values"], "config.outputs") ?? "";
  return join([...outputs.matchAll(/^\s*name\s+(\S+)/gim)].map((match) => match[1])) || "none";
}

/** The command that gives a person a kubeconfig, without its arguments. */
function kubeconfigCell(plan: Plan): string {
  const words = (textAt(plan.outputs, "connect") ?? "").split(" ");
  const argument = words.findIndex((word) => word.startsWith("-") || word === textAt(plan.outputs, "clusterName"));
  return words.slice(0, argument < 0 ? words.length : argument).join(" ") || "given";
}
