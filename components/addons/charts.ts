import * as fs from "node:fs";
import * as path from "node:path";
import type { Values } from "../../stacks/config";
import { mergeValues } from "../../stacks/merge-values";
import type { ChartName } from "../cluster/contract";
import lock from "./versions.lock.json";

/** What the lock file says of a chart. */
export interface LockedChart {
  readonly version: string;
  /** Version of the software that the chart installs. */
  readonly appVersion: string;
  /** OCI registry path (`oci://`) or Helm repository (`https://`) that publishes the chart. */
  readonly source: string;
  /** Kubernetes versions that the project supports, as a range; null where it names none. */
  readonly kubernetes: string | null;
  /** Date (`YYYY-MM-DD`) after which this version gets no fixes; null where the project announces none. */
  readonly endOfLife: string | null;
  /**
   * The chart's images by the value (dotted path) that names them. An empty original is the chart's switch for one
   * registry for all its images.
   */
  readonly images: Readonly<Record<string, string>>;
}

/** The only place where chart versions stand. */
export const lockedCharts: Readonly<Record<ChartName, LockedChart>> = lock;

/** Arguments of a Helm release that say which chart it installs. */
export interface ChartReference {
  readonly chart: string;
  readonly version: string;
  readonly repositoryOpts?: { readonly repo: string };
}

/** A mirror folder has no package and no unpacked folder of a chart. */
export class MissingChartError extends Error {
  constructor(
    readonly chart: ChartName,
    readonly candidates: readonly string[],
  ) {
    super(`charts.mirror has no chart ${chart}: expected ${candidates.join(" or ")}.`);
    this.name = "MissingChartError";
  }
}

/**
 * Where Helm finds a chart: at its own source, or at `mirror`, which is an `oci://` or `https://` address or a folder
 * with `<chart>-<version>.tgz` packages or unpacked `<chart>/` folders.
 *
 * @throws MissingChartError where `mirror` is a folder without the chart.
 */
export function chartReference(name: ChartName, mirror: string | undefined): ChartReference {
  const { version, source } = lockedCharts[name];
  const origin = mirror ?? source;
  if (origin.startsWith("oci://")) return { chart: `${origin.replace(/\/+$/, "")}/${name}`, version };
  if (origin.startsWith("https://")) return { chart: name, version, repositoryOpts: { repo: origin } };

  const packaged = path.join(origin, `${name}-${version}.tgz`);
  const unpacked = path.join(origin, name);
  if (fs.existsSync(packaged)) return { chart: packaged, version };
  if (fs.existsSync(path.join(unpacked, "Chart.yaml"))) return { chart: unpacked, version };
  throw new MissingChartError(name, [packaged, path.join(unpacked, "Chart.yaml")]);
}

/** The same image served by `registry`: its host is replaced, its path and tag stay. */
export function mirroredImage(image: string, registry: string): string {
  return [registry.replace(/\/+$/, ""), ...image.split("/").slice(1)].join("/");
}

/** Values that make a chart take each of its images from `registry`; none where there is no such registry. */
export function imageValues(name: ChartName, registry: string | undefined): Values {
  if (registry === undefined) return {};
  return mergeValues(
    ...Object.entries(lockedCharts[name].images).map(([value, image]) =>
      valueAt(value.split("."), mirroredImage(image, registry)),
    ),
  );
}

function valueAt(keys: readonly string[], value: unknown): Values {
  return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Values;
}
