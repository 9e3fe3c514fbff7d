import { statSync } from "node:fs";
import { parse } from "yaml";
import { findChart } from "../../cli/render/chart-source";
import { renderRelease, type HelmSettings } from "../../cli/render/helm";
import type { Manifest } from "../../cli/render/manifest";
import { plannedObjects, releasesOf } from "../../cli/render/planned-objects";
import type { Plan, PlannedResource } from "../../engine/plan";
import { acceptObjects, type Rejection } from "./accept-objects";
import type { KubernetesClient, KubernetesObject } from "./kubernetes-client";

/** Kinds that must be there for real: admission looks them up when it judges a pod. */
const NEEDED_FIRST = new Set(["Namespace", "PriorityClass"]);

/** The object of a manifest. Secrets whose values are all one secret become empty: their type is then right. */
function toObject({ namespace, text }: Manifest): KubernetesObject {
  const object = parse(text) as KubernetesObject;
  const values = ["data", "stringData"].filter((key) => typeof object[key] === "string");
  const open = object.kind === "Secret" ? Object.fromEntries(values.map((key) => [key, {}])) : {};
  return { ...object, ...open, metadata: { ...(namespace === undefined ? {} : { namespace }), ...object.metadata } };
}

/** The objects of a release whose chart is a folder of the project; other charts are not at hand. */
async function ownChart(
  release: PlannedResource,
  directory: string,
  settings: HelmSettings,
): Promise<readonly Manifest[]> {
  const chart = findChart(release, directory);
  const own = "path" in chart && statSync(chart.path).isDirectory();
  return own ? renderRelease(release, chart.path, settings) : [];
}

/**
 * Which Kubernetes objects of a plan the API server (or, for values, a chart) refuses: those of the program and those of its own charts, under
 * server-side dry run with strict field validation. The plan's namespaces are made for real, so that they enforce
 * their Pod Security level. Empty when it accepts all.
 * @param directory The project's folder, which chart paths are relative to.
 */
export async function acceptPlan(
  client: KubernetesClient,
  plan: Plan,
  directory: string,
  helm: string,
): Promise<readonly Rejection[]> {
  const { major, minor } = await client.send<{ major: string; minor: string }>("GET", "/version");
  const kubernetesVersion = `${major}.${minor}`;
  const settings = { helm, kubernetesVersion, apiVersions: [], signal: new AbortController().signal };
  const manifests = [...plannedObjects(plan)];
  const rejections: Rejection[] = [];
  for (const release of releasesOf(plan)) {
    try {
      manifests.push(...(await ownChart(release, directory, settings)));
    } catch (error) {
      rejections.push({ object: `Release ${release.name}`, message: (error as Error).message });
    }
  }
  const objects = manifests.map(toObject);
  for (const object of objects.filter(({ kind }) => NEEDED_FIRST.has(kind))) {
    await client.apply(object);
  }
  return [...rejections, ...(await acceptObjects(client, objects))];
}
