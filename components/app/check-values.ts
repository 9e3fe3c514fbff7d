import type { ErrorObject, Options, ValidateFunction } from "ajv";
import { closest } from "../../stacks/closest";
import type { StackConfig, Values } from "../../stacks/config";
import { mergeValues } from "../../stacks/merge-values";
import type { Problem } from "../../stacks/problem";
import { environmentValuesFile, isMapping, type ChartFolder } from "./chart";
import type { PlatformFacts } from "./platform-values";
import { applicationValues } from "./values";

/** Stands for what only the running program knows; a schema can ask no more of it than its form. */
const ANY_NAME = "any-name";

function assumedFacts({ addons, app }: StackConfig): PlatformFacts {
  const names = { name: ANY_NAME, namespace: ANY_NAME, sectionName: ANY_NAME, proxyNamespace: ANY_NAME };
  return {
    gateway: addons.gateway.enabled ? { ...names, hostname: app.host ?? `${app.name}.internal` } : undefined,
    storageClassName: ANY_NAME,
    monitoringNamespace: addons.kubePrometheusStack.enabled ? ANY_NAME : undefined,
  };
}

/** Holds the values that the chart will get against its values.schema.json, as Helm does at installation. */
export function checkValues(config: StackConfig, chart: ChartFolder): Problem[] {
  const { schema } = chart;
  if (schema === undefined || typeof schema === "boolean" || dialectOf(schema).includes("draft-04")) return [];
  const given = withoutNulls(mergeValues(chart.defaults, applicationValues(config, chart, assumedFacts(config))));
  try {
    if (compile(schema, VERDICT)(given)) return [];
  } catch (error) {
    return unusable(error, chart);
  }
  // Reasons cost a second, slower compilation: only a refusal pays for it.
  const validate = compile(schema, REASONS);
  validate(given);
  return informative(validate.errors ?? []).map((error) => explain(error, config, chart));
}

/** A schema that refers to another on the network is no problem: Helm reads it. */
function unusable(error: unknown, chart: ChartFolder): Problem[] {
  if (!(error instanceof Error)) throw error;
  if (error.constructor.name === "MissingRefError") return [];
  const message = `${chart.path}/values.schema.json is not a JSON Schema: ${error.message}`;
  return [{ path: ["app", "chart"], message, remedy: "correct the schema" }];
}

const VERDICT: Options = {
  strict: false,
  meta: false,
  validateSchema: false,
  logger: false,
  code: { optimize: false },
};
const REASONS: Options = { ...VERDICT, allErrors: true, verbose: true };

function dialectOf(schema: object): string {
  return "$schema" in schema ? String(schema.$schema) : "";
}

/* eslint-disable @typescript-eslint/no-require-imports -- only a chart with a schema pays for loading the validator */
function compile(schema: object, options: Options): ValidateFunction {
  const addFormats = (require("ajv-formats") as typeof import("ajv-formats")).default;
  const ajv = dialectOf(schema).includes("2020-12")
    ? new (require("ajv/dist/2020") as typeof import("ajv/dist/2020")).Ajv2020(options)
    : new (require("ajv") as typeof import("ajv")).Ajv(options);
  return addFormats(ajv).compile(schema);
}
/* eslint-enable @typescript-eslint/no-require-imports */

/** Helm takes a null as "remove this key". */
function withoutNulls(values: Values): Values {
  const kept = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, isMapping(value) ? withoutNulls(value) : value]));
}

/** Keywords whose own error says only that one of their parts failed. */
const COMPOUND: readonly string[] = ["if", "anyOf", "oneOf", "allOf"];

/**
 * Of a rule made of rules, the one error that helps: its description where the schema has one, else what its parts say.
 */
function informative(errors: readonly ErrorObject[]): ErrorObject[] {
  const compound = errors.filter(({ keyword }) => COMPOUND.includes(keyword));
  const described = compound.filter((error) => description(error) !== undefined);
  const covered = (error: ErrorObject): boolean =>
    described.some((rule) => {
      const inside = rule.schemaPath.slice(0, rule.schemaPath.lastIndexOf("/") + 1);
      return rule !== error && (error.schemaPath.startsWith(inside) || error.instancePath === rule.instancePath);
    });
  return errors.filter((error) => described.includes(error) || (!compound.includes(error) && !covered(error)));
}

function description(error: ErrorObject): string | undefined {
  const schema: unknown = error.parentSchema;
  return isMapping(schema) && typeof schema.description === "string" ? schema.description : undefined;
}

function explain(error: ErrorObject, config: StackConfig, chart: ChartFolder): Problem {
  const place = [...segments(error.instancePath), ...extraKey(error)];
  const { message, remedy } = words(error);
  if (place.length === 0) return { path: ["app"], message: `${chart.path}: ${message}`, remedy };
  if (has(config.app.values, place)) return { path: ["app", "values", ...place], message, remedy };
  const inFile = chart.environmentValues !== undefined && has(chart.environmentValues, place);
  const source = `${chart.path}/${inFile ? environmentValuesFile(config) : "values.yaml"}`;
  return { path: ["app", "chart"], message: `${place.join(".")} in ${source}: ${message}`, remedy };
}

function words(error: ErrorObject): { readonly message: string; readonly remedy: string } {
  if (error.keyword === "additionalProperties") {
    const known = isMapping(error.parentSchema) ? Object.keys(error.parentSchema.properties ?? {}) : [];
    const near = closest(String(error.params.additionalProperty), known);
    const guess = near === undefined ? "" : `did you mean "${near}"? `;
    return { message: "unknown to the chart", remedy: `${guess}known keys: ${known.join(", ")}` };
  }
  const what = description(error);
  if (COMPOUND.includes(error.keyword) && what !== undefined) {
    return error.keyword === "if"
      ? { message: `refused by the chart, since ${what}`, remedy: "give what is missing" }
      : { message: "refused by the chart's values.schema.json", remedy: `it must be: ${what}` };
  }
  const allowed = error.keyword === "enum" ? `: ${(error.params.allowedValues as unknown[]).join(", ")}` : "";
  const meaning = what === undefined ? "" : ` (${what.replace(/\.$/, "")})`;
  return {
    message: "refused by the chart's values.schema.json",
    remedy: `it ${error.message ?? "must fit the schema"}${allowed}${meaning}`,
  };
}

/** The path of a JSON pointer. */
function segments(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** The key that an error is about, where it is a part of the value that the error points at. */
function extraKey({ keyword, params }: ErrorObject): string[] {
  if (keyword === "additionalProperties") return [String(params.additionalProperty)];
  return [];
}

function has(values: Values, path: readonly (string | number)[]): boolean {
  let value: unknown = values;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return false;
    value = (value as Record<string | number, unknown>)[part];
  }
  return true;
}
