import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import type { AddonsConfig, StackConfig, Values } from "./config";
import { ConfigurationError } from "./errors";
import { readStackFile, type ConfigPath, type StackFile } from "./stack-file";
import { validate, type ConfigSource, NAMESPACE } from "./validate";

// Left out of the SDK's types; its typed relatives all read the value too and know no "is it a secret?".
const { isConfigSecret } = runtimeConfig as typeof runtimeConfig & { isConfigSecret(key: string): boolean };

/** The checked configuration of a stack file, without running the program. */
export function loadStackFile(file: StackFile): StackConfig {
  return validate({
    stack: file.stack,
    config: file.config,
    file: file.path,
    isSecret: file.isSecret,
    locate: file.locate,
  });
}

/**
 * The configuration of the running Pulumi program.
 * @throws ConfigurationError; messages name places in the stack's file where it lies in the project.
 */
export function loadConfig(): StackConfig {
  const config = pulumi.runtime.allConfig();
  const stack = pulumi.getStack();
  const file = stackFileOf(stack, config);
  const isSecret = (key: string, below: ConfigPath): boolean =>
    isConfigSecret(key) && (file === undefined || file.isSecret(key, below));
  const source: ConfigSource = {
    stack,
    config,
    file: file?.path,
    isSecret,
    locate: (key, below) => file?.locate(key, below),
  };
  return protectValues(validate(source), isSecret);
}

/** The stack's file, where it is there and holds the very keys that the program got. */
function stackFileOf(stack: string, config: Readonly<Record<string, string>>): StackFile | undefined {
  try {
    const file = readStackFile(path.resolve(__dirname, ".."), stack);
    const ours = (key: string): boolean => key.startsWith(`${NAMESPACE}:`);
    const keys = Object.keys(config).filter(ours);
    return keys.every((key) => key in file.config) ? file : undefined;
  } catch (error) {
    // Pulumi has read the file already, perhaps from elsewhere (--config-file): here it only serves the messages.
    if (error instanceof ConfigurationError) return undefined;
    throw error;
  }
}

/** Chart values that came from a secret go on as Pulumi secrets, so that no plan, log or state shows them. */
function protectValues(config: StackConfig, isSecret: (key: string, below: ConfigPath) => boolean): StackConfig {
  const wrap = (values: Values, places: readonly ConfigPath[]): Values => {
    const secretAt = (below: ConfigPath): boolean =>
      places.some(([name, ...path]) => isSecret(`${NAMESPACE}:${name}`, [...path, ...below]));
    return wrapSecrets(values, secretAt, []) as Values;
  };
  const wrapped = Object.entries(config.addons).map(([name, addon]) => {
    return [name, { ...addon, values: wrap(addon.values, [["addons", name, "values"]]) }] as const;
  });
  const addons: AddonsConfig = Object.assign({}, config.addons, Object.fromEntries(wrapped));
  const places: ConfigPath[] = [
    ["app", "values"],
    ["app", "environments", config.environment],
  ];
  return { ...config, addons, app: { ...config.app, values: wrap(config.app.values, places) } };
}

function wrapSecrets(value: unknown, secretAt: (path: ConfigPath) => boolean, path: ConfigPath): unknown {
  if (typeof value === "string") return secretAt(path) ? pulumi.secret(value) : value;
  if (Array.isArray(value)) return value.map((item, index) => wrapSecrets(item, secretAt, [...path, index]));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, wrapSecrets(item, secretAt, [...path, key])]),
  );
}
