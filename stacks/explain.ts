import * as z from "zod";
import { closest } from "./closest";
import type { Problem } from "./problem";
import { stackSchema } from "./schema";

type Path = readonly (string | number)[];

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
}

/** Turns what the schema refuses into sentences for people: value, what is allowed, nearest valid word. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], input: unknown): Problem[] {
  return issues.flatMap((issue) => explainIssue(issue, input));
}

function explainIssue(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const value = valueAt(input, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], knownKeys(path, input)));
    case "invalid_value":
      return [wrongChoice(path, value, issue.values.map(String))];
    case "invalid_union":
      return explainUnion(issue, path, value);
    case "invalid_type":
      return [wrongType(path, value, issue.expected)];
    default:
      return [{ path, message: `${show(value)} is refused`, remedy: `it ${issue.message}` }];
  }
}

function unknownKey(path: Path, known: readonly string[]): Problem {
  const near = closest(String(path.at(-1)), known);
  return {
    path,
    message: "unknown key",
    remedy: `${near === undefined ? "" : `did you mean "${near}"? `}known keys: ${known.join(", ")}`,
  };
}

function wrongChoice(path: Path, value: unknown, allowed: readonly string[]): Problem {
  if (value === undefined) return { path, message: "is missing", remedy: `give one of: ${allowed.join(", ")}` };
  const word = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const near = closest(word, allowed);
  const quotes = typeof value === "number" && allowed.includes(word) ? " (write it in quotes)" : "";
  return {
    path,
    message: `${show(value)} is not allowed${near === undefined || quotes !== "" ? "" : `; did you mean "${near}"?`}`,
    remedy: `allowed: ${allowed.join(", ")}${quotes}`,
  };
}

function explainUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, value: unknown): Problem[] {
  if (issue.discriminator !== undefined) {
    const options = schemaAt(path.slice(0, -1), undefined)?.oneOf ?? [];
    const allowed = options.map((option) => String(option.properties?.[String(path.at(-1))]?.const));
    return [wrongChoice(path, value, allowed)];
  }
  const remedies = issue.errors.flatMap((branch) => branch.map((inner) => inner.message));
  return [{ path, message: `${show(value)} is refused`, remedy: [...new Set(remedies)].join(", or ") }];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "text",
  boolean: "true or false",
  int: "a whole number",
  number: "a number",
};

function wrongType(path: Path, value: unknown, expected: string): Problem {
  const wanted = TYPE_NAMES[expected] ?? expected;
  if (value === undefined || value === null) return { path, message: "is missing", remedy: `give ${wanted}` };
  const quotes = expected === "string" && typeof value !== "object" ? ": write it in quotes" : "";
  return { path, message: `${show(value)} is not ${wanted}`, remedy: `give ${wanted}${quotes}` };
}

/** A short form of a value for a message. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    input,
  );
}

let jsonSchema: JsonSchema | undefined;

function knownKeys(path: Path, input: unknown): string[] {
  const provider = valueAt(input, ["cluster", "provider"]);
  return Object.keys(schemaAt(path, provider)?.properties ?? {});
}

/** The schema of the value at `path`; of a union that of `provider`'s option where one is named. */
function schemaAt(path: Path, provider: unknown): JsonSchema | undefined {
  jsonSchema ??= z.toJSONSchema(stackSchema, { io: "input" }) as JsonSchema;
  const step = (schema: JsonSchema | undefined, part: string | number): JsonSchema | undefined => {
    if (schema === undefined) return undefined;
    return typeof part === "number" ? schema.items : schema.properties?.[part];
  };
  return path.reduce<JsonSchema | undefined>((schema, part) => chooseOption(step(schema, part), provider), jsonSchema);
}

function chooseOption(schema: JsonSchema | undefined, provider: unknown): JsonSchema | undefined {
  const options = schema?.oneOf ?? schema?.anyOf;
  if (options === undefined || provider === undefined) return schema;
  return options.find((option) => option.properties?.provider?.const === provider) ?? schema;
}
