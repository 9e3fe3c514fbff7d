import { targetDefinition } from "../components/cluster";
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
  const parsed = stackSchema.safeParse(input);
  if (!parsed.success) problems.push(...explainIssues(parsed.error.issues, input));
  problems.push(...plainSecrets(input, source));
  if (!parsed.success || problems.length > 0) {
    // What does not depend on the broken keys is checked all the same, so that one run shows all errors.
    if (parsed.success) problems.push(...checkAll(parsed.data, source.stack).problems);
    throw located(problems, source);
  }
  const checked = checkAll(parsed.data, source.stack);
  if (checked.problems.length > 0) throw located(checked.problems, source);
  return checked.config;
}

function checkAll(input: StackInput, stack: string): { config: StackConfig; problems: Problem[] } {
  const config = resolve(input, stack);
  const problems = [...checkConfig(config), ...targetDefinition(config.cluster.provider).check(config)];
  return { config, problems };
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
