import * as path from "node:path";
import { UNKNOWN, type PlannedResource } from "../../engine/plan";
import { loadStackFile } from "../../stacks/load";
import type { CommonOptions } from "../options";
import { print } from "../output";
import { planStack, type PlannedStack } from "../plan-stack";
import { findChart } from "../render/chart-source";
import { findHelm, renderRelease, type HelmSettings } from "../render/helm";
import { assignPaths, findClashes, type Manifest } from "../render/manifest";
import { checkOutputFolder, replaceFolder } from "../render/output-folder";
import { plannedObjects, releasesOf } from "../render/planned-objects";

/** What commander read for `kiban render`. */
export interface RenderOptions extends CommonOptions {
  readonly stack: string;
  readonly output: string;
}

interface Rendered {
  readonly manifests: readonly Manifest[];
  /** What was left out, and why. */
  readonly notes: readonly string[];
}

/** `kiban render` */
export async function render(options: RenderOptions, signal: AbortSignal): Promise<void> {
  checkOutputFolder(options.output);
  const planned = await planStack({ ...options, signal });
  const objects = plannedObjects(planned.plan);
  const charts = await renderReleases(planned, objects, options, signal);
  const manifests = [...objects, ...charts.manifests];
  const paths = assignPaths(manifests);
  const files = new Map([...paths].map(([file, { text }]) => [file, text]));
  signal.throwIfAborted();
  replaceFolder(options.output, options.stack, files);
  const open = manifests.filter(({ text }) => text.includes(UNKNOWN)).length;
  const notes = [
    ...charts.notes,
    ...findClashes(manifests),
    ...(open === 0 ? [] : [`${open} objects hold ${UNKNOWN} where only a cloud can know the value`]),
  ];
  const summary = `${files.size} objects in ${options.output}: ${objects.length} of the program, ${charts.manifests.length} of Helm releases`;
  await print([summary, ...notes.map((note) => `note: ${note}`)].join("\n"));
}

async function renderReleases(
  { plan, file }: PlannedStack,
  objects: readonly Manifest[],
  options: RenderOptions,
  signal: AbortSignal,
): Promise<Rendered> {
  const releases = releasesOf(plan);
  const helm = findHelm();
  if (helm === undefined && releases.length > 0) {
    const names = releases.map(({ name }) => name).join(", ");
    return { manifests: [], notes: [`helm is not on PATH (KIBAN_HELM names another): releases left out: ${names}`] };
  }
  if (helm === undefined) return { manifests: [], notes: [] };
  const kubernetesVersion = loadStackFile(file).cluster.version;
  const apiVersions = [...new Set(objects.map(({ apiVersion }) => apiVersion).filter(isCustom))].sort();
  // When one release fails, the others' helm processes have nothing to do any more.
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const settings: HelmSettings = { helm, kubernetesVersion, apiVersions, signal: either };
  const directory = path.resolve(options.directory);
  try {
    const results = await Promise.all(releases.map((release) => renderOne(release, directory, settings)));
    return { manifests: results.flatMap(({ manifests }) => manifests), notes: results.flatMap(({ notes }) => notes) };
  } finally {
    failed.abort();
  }
}

async function renderOne(release: PlannedResource, directory: string, settings: HelmSettings): Promise<Rendered> {
  const chart = findChart(release, directory);
  if ("missing" in chart) return { manifests: [], notes: [`release ${release.name} left out: ${chart.missing}`] };
  return { manifests: await renderRelease(release, chart.path, settings), notes: [] };
}

/** True for an API version of a CRD: built-in groups have no dot or end in `k8s.io`. */
function isCustom(apiVersion: string): boolean {
  const group = apiVersion.split("/")[0] ?? "";
  return group.includes(".") && (!group.endsWith(".k8s.io") || group === "gateway.networking.k8s.io");
}
