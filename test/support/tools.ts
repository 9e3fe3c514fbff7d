import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Programs that some tests run; `tools/go.mod` pins their versions. */
export type ToolName = "helm" | "etcd" | "kube-apiserver";

const built = join(__dirname, "..", "..", ".cache", "bin");
const reported = new Set<string>();

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Finds a program: `KIBAN_HELM` (helm only), then the folder `KUBEBUILDER_ASSETS`, then what `npm run tools` built,
 * then `PATH`.
 */
export function findTool(name: ToolName, environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = [environment["KUBEBUILDER_ASSETS"], built, ...(environment["PATH"] ?? "").split(delimiter)];
  const candidates = folders
    .filter((folder) => folder !== undefined && folder !== "")
    .map((folder) => `${folder}/${name}`);
  if (name === "helm" && environment["KIBAN_HELM"] !== undefined) {
    candidates.unshift(environment["KIBAN_HELM"]);
  }
  return candidates.find(isProgram);
}

/**
 * The paths of the programs, in the order of `names`. Where one is missing, skips the test (or, called in a `before`
 * hook, the suite) and says how to enable it; with `KIBAN_REQUIRE_TOOLS=1`, as in CI, fails instead.
 */
export function requireTools(context: Mocha.Context, ...names: readonly ToolName[]): string[] {
  const paths = names.map((name) => findTool(name));
  const missing = names.filter((_, index) => paths[index] === undefined);
  if (missing.length > 0) {
    skip(context, `no ${missing.join(", ")}: run "npm run tools" (needs Go 1.26) or set KUBEBUILDER_ASSETS`);
  }
  return paths.filter((path) => path !== undefined);
}

/** Skips like {@link requireTools}, for any other thing that a test needs and a machine may lack. */
export function skip(context: Mocha.Context, reason: string): never {
  if (process.env["KIBAN_REQUIRE_TOOLS"] === "1") {
    throw new Error(`KIBAN_REQUIRE_TOOLS is set, but there is ${reason}`);
  }
  if (!reported.has(reason)) {
    reported.add(reason);
    console.log(`  skipped: ${reason}`);
  }
  return context.skip();
}
