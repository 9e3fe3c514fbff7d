import * as fs from "node:fs";
import * as path from "node:path";
import { LineCounter, parseDocument, type Document, isMap, isNode, isPair, isScalar } from "yaml";
import { ConfigurationError, type LocatedProblem } from "./errors";
import { closest } from "./closest";

/** Stands for a Pulumi secret in a plan: the ciphertext is never opened. */
const SECRET_PLACEHOLDER = "secret-that-only-pulumi-can-open";

export type ConfigPath = readonly (string | number)[];

/** A `Pulumi.<stack>.yaml`, read but not yet checked against the schema. */
export interface StackFile {
  /** Path relative to the project. */
  readonly path: string;
  /** The stack's name, from the file's. */
  readonly stack: string;
  /** The project's name, from Pulumi.yaml. */
  readonly project: string;
  /** As the language host hands it to the program in PULUMI_CONFIG: objects as JSON. */
  readonly config: Readonly<Record<string, string>>;
  /** Keys of `config` that hold a secret. */
  readonly secretKeys: readonly string[];
  /** True where the value is, or lies within, a `secure:` value of the file. */
  isSecret(key: string, below: ConfigPath): boolean;
  /** Place of a key, or of its nearest ancestor that is in the file. */
  locate(key: string, below: ConfigPath): { readonly line: number; readonly column: number };
}

/** Names of the stacks that have a file in the project or in its `examples` folder. */
export function listStacks(directory: string): string[] {
  return ["", "examples"].flatMap((folder) => {
    const whole = path.join(directory, folder);
    const files = fs.existsSync(whole) ? fs.readdirSync(whole).sort() : [];
    return files.flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
  });
}

/** Path of a stack's file relative to the project: next to Pulumi.yaml, else in `examples`. */
function findStackFile(directory: string, stack: string): string {
  const name = `Pulumi.${stack}.yaml`;
  const found = [name, path.join("examples", name)].find((file) => fs.existsSync(path.join(directory, file)));
  if (found !== undefined) return found;
  const stacks = listStacks(directory);
  const near = closest(stack, stacks);
  throw refuse(
    name,
    near === undefined ? "there is no such stack file" : `there is no such stack file; did you mean "${near}"?`,
    stacks.length === 0 ? "write one; examples are in the documentation" : `stacks here: ${stacks.join(", ")}`,
  );
}

/**
 * Reads a stack's file.
 * @param directory Folder of Pulumi.yaml.
 * @param stack The stack's name.
 * @param file Path of the stack file where it is not next to Pulumi.yaml, as with `pulumi --config-file`.
 * @throws ConfigurationError naming file, line and column: no such file, not YAML, duplicate keys, no `config`.
 */
export function readStackFile(directory: string, stack: string, file?: string): StackFile {
  const relative = file === undefined ? findStackFile(directory, stack) : path.relative(directory, path.resolve(file));
  const text = readText(directory, relative);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  refuseSyntaxErrors(relative, document, lines);
  const { config, secretKeys, problems } = readConfig(relative, document, lines);
  if (problems.length > 0) throw new ConfigurationError(problems);
  return {
    path: relative,
    stack,
    project: projectName(directory),
    config,
    secretKeys,
    isSecret: (key, below) => isSecure(document, key, below),
    locate: (key, below) => locate(document, lines, key, below),
  };
}

function refuse(file: string, message: string, remedy: string): ConfigurationError {
  return new ConfigurationError([{ file, line: undefined, column: undefined, key: undefined, message, remedy }]);
}

function readText(directory: string, file: string): string {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(path.resolve(directory, file));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw refuse(file, code === "ENOENT" ? "there is no such file" : `cannot be read (${code})`, "name a stack file");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(file, "is not UTF-8 text", "save it as UTF-8");
  }
}

function refuseSyntaxErrors(file: string, document: Document.Parsed, lines: LineCounter): void {
  if (document.errors.length === 0) return;
  throw new ConfigurationError(
    document.errors.map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return {
        file,
        line,
        column: col,
        key: undefined,
        message: `not valid YAML: ${error.message}`,
        remedy: undefined,
      };
    }),
  );
}

/** The project's name from Pulumi.yaml. */
function projectName(directory: string): string {
  const text = readText(directory, "Pulumi.yaml");
  const name: unknown = parseDocument(text).get("name");
  if (typeof name !== "string") throw refuse("Pulumi.yaml", "has no name", "add `name: kiban`");
  return name;
}

interface ReadConfig {
  readonly config: Record<string, string>;
  readonly secretKeys: string[];
  readonly problems: LocatedProblem[];
}

function readConfig(file: string, document: Document.Parsed, lines: LineCounter): ReadConfig {
  const result: ReadConfig = { config: {}, secretKeys: [], problems: [] };
  const node = document.get("config", true);
  const example = "write `config:` with at least kiban:cluster {provider, name, region} below it";
  if (document.contents === null) throw refuse(file, "is empty", example);
  if (!isMap(node)) throw refuse(file, node === undefined ? "has no `config`" : "`config` is not a mapping", example);
  for (const pair of node.items) {
    const key = isScalar(pair.key) ? String(pair.key.value) : "";
    const range = isScalar(pair.key) ? pair.key.range : undefined;
    const { line, col } = lines.linePos(range?.[0] ?? 0);
    if (!/^[^:]+:[^:]+/.test(key)) {
      const remedy = `write \`kiban:${key}\``;
      result.problems.push({ file, line, column: col, key, message: "a key needs a namespace", remedy });
      continue;
    }
    const opened = openSecrets(plainValue(file, document, pair.value, { line, column: col, key }));
    result.config[key] = typeof opened.value === "string" ? opened.value : JSON.stringify(opened.value);
    if (opened.secret) result.secretKeys.push(key);
  }
  return result;
}

/**
 * The data of a node.
 * @throws ConfigurationError where anchors would multiply into more than 100 copies: a bomb, not a configuration.
 */
function plainValue(
  file: string,
  document: Document.Parsed,
  node: unknown,
  place: { readonly line: number; readonly column: number; readonly key: string },
): unknown {
  if (!isNode(node)) return null;
  try {
    return node.toJS(document, { maxAliasCount: 100 }) as unknown;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = `its aliases cannot be resolved: ${error.message}`;
    throw new ConfigurationError([{ file, ...place, message, remedy: "write the values out" }]);
  }
}

/** Puts a placeholder for each `{secure: ciphertext}` at any depth. */
function openSecrets(value: unknown): { value: unknown; secret: boolean } {
  if (Array.isArray(value)) {
    const items = value.map(openSecrets);
    return { value: items.map((item) => item.value), secret: items.some((item) => item.secret) };
  }
  if (typeof value !== "object" || value === null) return { value, secret: false };
  const entries = Object.entries(value);
  if (entries.length === 1 && entries[0]?.[0] === "secure" && typeof entries[0][1] === "string") {
    return { value: SECRET_PLACEHOLDER, secret: true };
  }
  const opened = entries.map(([key, item]) => [key, openSecrets(item)] as const);
  return {
    value: Object.fromEntries(opened.map(([key, item]) => [key, item.value])),
    secret: opened.some(([, item]) => item.secret),
  };
}

function isSecure(document: Document.Parsed, key: string, below: ConfigPath): boolean {
  const whole = ["config", key, ...below];
  return whole.some((_, index) => {
    const node = document.getIn(whole.slice(0, index + 1), true);
    return isMap(node) && node.items.length === 1 && node.has("secure");
  });
}

function locate(
  document: Document.Parsed,
  lines: LineCounter,
  key: string,
  below: ConfigPath,
): { line: number; column: number } {
  const whole = ["config", key, ...below];
  for (let depth = whole.length; depth > 0; depth--) {
    const parent = document.getIn(whole.slice(0, depth - 1), true);
    const last = whole[depth - 1];
    const start = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(last))
      : document.getIn(whole.slice(0, depth), true);
    const node = isPair(start) ? start.key : start;
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      const { line, col } = lines.linePos(node.range[0] as number);
      return { line, column: col };
    }
  }
  return { line: 1, column: 1 };
}
