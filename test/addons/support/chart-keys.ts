import * as fs from "node:fs";
import { isMap, parseDocument, type YAMLMap } from "yaml";
import { referenceFile } from "./reference";

/** A mapping of a chart's values.yaml, with the text that it stands in: charts document keys in comments too. */
interface Source {
  readonly map: YAMLMap;
  readonly text: string;
}

/** Mappings that charts hand on whole, to Kubernetes or to the program's own configuration file. */
const HANDED_ON =
  /(^|\.)(resources|securityContext|podSecurityContext|containerSecurityContext|grafana\.ini|params|cm)$|^config\.envoyGateway$/;

/** Keys that a chart reads and that its values.yaml leaves out. */
const UNLISTED = new Set(["grafana.fullnameOverride"]);

/** Subcharts of which the reference data has no values. */
const UNDOCUMENTED = new Set(["argo-cd/redis-ha"]);

function readSource(...segments: string[]): Source | undefined {
  const file = referenceFile("charts", ...segments, "values.yaml");
  if (file === undefined) return undefined;
  const text = fs.readFileSync(file, "utf8");
  const { contents } = parseDocument(text);
  return isMap(contents) ? { map: contents, text } : undefined;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The lines of a mapping and of the comments that follow it. */
function blockOf({ map, text }: Source): string {
  const [start = 0, , end = text.length] = map.range ?? [];
  return text.slice(start, end);
}

/** Whether any of the sources knows `key`, and the mappings below it, none where any key is allowed there. */
function lookUp(key: string, sources: readonly Source[]): { known: boolean; below: Source[] } {
  const below: Source[] = [];
  let known = false;
  for (const source of sources) {
    if (source.map.has(key)) {
      known = true;
      const child = source.map.get(key, true);
      if (isMap(child) && child.items.length > 0) below.push({ map: child, text: source.text });
    } else if (new RegExp(`^\\s*#+\\s*${key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}:`, "m").test(blockOf(source))) {
      known = true;
    }
  }
  return { known, below };
}

function unknownBelow(values: Readonly<Record<string, unknown>>, sources: readonly Source[], path: string): string[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const here = path === "" ? key : `${path}.${key}`;
    const { known, below } = lookUp(key, sources);
    if (!known) return UNLISTED.has(here) ? [] : [here];
    if (HANDED_ON.test(here)) return [];
    return isMapping(value) && below.length > 0 ? unknownBelow(value, below, here) : [];
  });
}

/** Paths of values that neither the chart nor its subcharts know. */
export function unknownKeys(chart: string, values: Readonly<Record<string, unknown>>): string[] {
  const own = readSource(chart);
  if (own === undefined) throw new Error(`No reference values of chart ${chart}.`);
  return Object.entries(values).flatMap(([key, value]) => {
    if (UNDOCUMENTED.has(`${chart}/${key}`)) return [];
    const subchart = readSource(chart, "charts", key);
    const { known, below } = lookUp(key, [own]);
    if (subchart) below.push(subchart);
    if (!known && subchart === undefined) return [key];
    if (HANDED_ON.test(key)) return [];
    return isMapping(value) && below.length > 0 ? unknownBelow(value, below, key) : [];
  });
}
