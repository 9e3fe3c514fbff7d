import { targetDefinition } from "../components/cluster";
import { checkApplication } from "../components/app/check";
import { checkConfig } from "./checks";
import type { StackConfig } from "./config";
import { ConfigurationError, type LocatedProblem } from "./errors";
import { explainIssues } from "./explain";
import type { Problem } from "./problem";
import { resolve } from "./resolve";
import { stackSchema, type StackInput } from "./schema";
import { secretPaths } from "./secrets";
import type { ConfigPath } from "./stack-file";

/** Prefix of all our keys in a stack file. */
export const NAMESPACE = "kiban";

/** Where a configuration came from: enough to check it and to name places in messages. */
export interface ConfigSource {
  /** Pulumi's stack name. */
  readonly stack: string;
  /** Config as the program gets it: objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** The file for messages; undefined where none is known. */
  readonly file: string | undefined;
  isSecret(key: string, below: ConfigPath): boolean;
  locate(key: string, below: ConfigPath): { readonly line: number; readonly column: number } | undefined;
}

/**
 * Checks a configuration and fills in its defaults.
 * @throws ConfigurationError with every problem that was found, each with its place.
 */
export function validate(source: ConfigSource): StackConfig {
  const { input, problems } = parseConfig(source);
  const { data, refused } = parseSalvaging(input);
  problems.push(...refused, ...plainSecrets(input, source));
  const checked = data && checkAll(data, source.stack);
  problems.push(...(checked?.problems ?? []).filter((problem) => !refused.some((other) => related(other, problem))));
  if (checked === undefined || problems.length > 0) throw located(problems, source);
  return checked.config;
}

/**
 * Parses, and where the schema refuses a part, parses the rest without it: what does not depend on the broken keys is
 * checked all the same, so that one run shows all errors. `data` is undefined where the rest is no configuration.
 */
function parseSalvaging(input: Record<string, unknown>): { data: StackInput | undefined; refused: Problem[] } {
  const parsed = stackSchema.safeParse(input);
  if (parsed.success) return { data: parsed.data, refused: [] };
  const refused = explainIssues(parsed.error.issues, input);
  const rest = structuredClone(input);
  for (const problem of refused) remove(rest, problem.path);
  return { data: stackSchema.safeParse(rest).data, refused };
}

/** Removes the value at `path`; of a list the whole list, since its other items would move. */
function remove(input: Record<string, unknown>, path: ConfigPath): void {
  const index = path.findIndex((part) => typeof part === "number");
  const whole = index === -1 ? path : path.slice(0, index);
  let holder: unknown = input;
  for (const part of whole.slice(0, -1)) {
    if (typeof holder !== "object" || holder === null) return;
    holder = (holder as Record<string, unknown>)[part];
  }
  const last = whole.at(-1);
  if (typeof holder === "object" && holder !== null && last !== undefined) Reflect.deleteProperty(holder, last);
}

/** True where one problem lies within the other's key, or both in one add-on or section. */
function related(refused: Problem, other: Problem): boolean {
  const shared = Math.min(refused.path.length, other.path.length);
  return refused.path.slice(0, shared).every((part, index) => part === other.path[index]);
}

function checkAll(input: StackInput, stack: string): { config: StackConfig; problems: Problem[] } {
  const config = resolve(input, stack);
  const target = targetDefinition(config.cluster.provider);
  return { config, problems: [...checkConfig(config), ...target.check(config), ...checkApplication(config)] };
}

function parseConfig(source: ConfigSource): { input: Record<string, unknown>; problems: Problem[] } {
  const input: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [key, text] of Object.entries(source.config)) {
    if (!key.startsWith(`${NAMESPACE}:`)) continue;
    const name = key.slice(NAMESPACE.length + 1);
    input[name] = parseValue(text);
  }
  if (Object.keys(input).length === 0) {
    problems.push({ path: [], message: "no key begins with `kiban:`", remedy: "give at least kiban:cluster" });
  }
  return { input, problems };
}

/** Objects and lists travel as JSON; any other text is itself. */
function parseValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function plainSecrets(input: Record<string, unknown>, source: ConfigSource): Problem[] {
  return secretPaths(input)
    .filter(([name, ...below]) => !source.isSecret(`${NAMESPACE}:${name}`, below))
    .map((path) => ({
      path,
      message: "a credential in plain text",
      remedy: `store it encrypted: pulumi config set --secret --path '${keyOf(path)}'`,
    }));
}

/** `kiban:cluster.nodePools[1].max` */
export function keyOf(path: ConfigPath): string {
  const [name, ...below] = path;
  const tail = below.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`)).join("");
  return `${NAMESPACE}:${name ?? ""}${tail}`;
}

function located(problems: readonly Problem[], source: ConfigSource): ConfigurationError {
  return new ConfigurationError(
    problems.map(({ path, message, remedy }): LocatedProblem => {
      const [name, ...below] = path;
      const place = name === undefined ? undefined : source.locate(`${NAMESPACE}:${name}`, below);
      return { file: source.file, line: place?.line, column: place?.column, key: keyOf(path), message, remedy };
    }),
  );
}
