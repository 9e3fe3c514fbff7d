import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import type { StackConfig, Values } from "../../stacks/config";
import { PLATFORM_VALUES_ANNOTATION, PLATFORM_VALUES_VERSION } from "./platform-values";

/** A chart that lies in a folder, as far as the platform reads it. */
export interface ChartFolder {
  /** As the configuration gives it, relative to the project. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** True where Chart.yaml says that the chart takes the platform's values. */
  readonly takesPlatformValues: boolean;
  /** The chart's own values.yaml; empty where there is none. */
  readonly defaults: Values;
  /** values-<environment>.yaml; undefined where there is none. */
  readonly environmentValues: Values | undefined;
  /** values.schema.json; undefined where there is none. */
  readonly schema: object | boolean | undefined;
}

/** A chart folder that cannot be used. */
export class ChartError extends Error {
  constructor(
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${problem}; ${remedy}`);
    this.name = "ChartError";
  }
}

/** True for `oci://` charts, which the platform cannot read without the network. */
export function isOciChart(chart: string): boolean {
  return chart.startsWith("oci://");
}

/** File name of an environment's values in a chart folder. */
export function environmentValuesFile(config: StackConfig): string {
  return `values-${config.environment}.yaml`;
}

const PROJECT = path.resolve(__dirname, "../..");

/**
 * Reads the application's chart folder.
 * @param project Folder that relative paths start at; the project's by default.
 * @throws ChartError where it is no chart, or where one of its files is malformed.
 */
export function readChartFolder(config: StackConfig, project: string = PROJECT): ChartFolder {
  const { chart } = config.app;
  const folder = path.resolve(project, chart);
  const metadata = readMetadata(folder, chart);
  const { name, version } = metadata;
  if (typeof name !== "string" || typeof version !== "string" || metadata.apiVersion !== "v2") {
    throw new ChartError(
      `${chart}/Chart.yaml is not the description of a Helm 3 chart`,
      "it needs apiVersion: v2, name and version (as text)",
    );
  }
  const annotations = isMapping(metadata.annotations) ? metadata.annotations : {};
  return {
    path: chart,
    name,
    version,
    takesPlatformValues: annotations[PLATFORM_VALUES_ANNOTATION] === PLATFORM_VALUES_VERSION,
    defaults: readYaml(folder, chart, "values.yaml") ?? {},
    environmentValues: readYaml(folder, chart, environmentValuesFile(config)),
    schema: readSchema(folder, chart),
  };
}

function readMetadata(folder: string, chart: string): Values {
  if (!fs.existsSync(folder)) {
    throw new ChartError(
      `there is no folder ${chart}`,
      "give a chart's folder, relative to the project, or an oci:// address",
    );
  }
  const metadata = readYaml(folder, chart, "Chart.yaml");
  if (metadata === undefined) {
    throw new ChartError(`${chart} holds no Chart.yaml`, "give the folder of a Helm chart, or an oci:// address");
  }
  return metadata;
}

function readYaml(folder: string, chart: string, file: string): Values | undefined {
  const text = readText(folder, chart, file);
  if (text === undefined) return undefined;
  let content: unknown;
  try {
    content = parse(text, { maxAliasCount: 100 }) ?? {};
  } catch (error) {
    throw new ChartError(`${chart}/${file} is not YAML: ${firstLine(error)}`, "correct the file");
  }
  if (!isMapping(content)) throw new ChartError(`${chart}/${file} is not a mapping`, "correct the file");
  return content;
}

function readSchema(folder: string, chart: string): object | boolean | undefined {
  const file = "values.schema.json";
  const text = readText(folder, chart, file);
  if (text === undefined) return undefined;
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new ChartError(`${chart}/${file} is not JSON: ${firstLine(error)}`, "correct the file");
  }
  if (typeof content === "boolean" || isMapping(content)) return content;
  throw new ChartError(`${chart}/${file} is not a JSON Schema`, "correct the file");
}

function readText(folder: string, chart: string, file: string): string | undefined {
  try {
    return fs.readFileSync(path.join(folder, file), "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT") return undefined;
    throw new ChartError(`${chart}/${file} cannot be read (${code})`, "give the folder of a Helm chart");
  }
}

/** True for what YAML and JSON call a mapping. */
export function isMapping(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}
