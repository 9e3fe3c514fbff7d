import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";
import * as path from "node:path";

const EXECUTABLE_SUFFIX = process.platform === "win32" ? ".exe" : "";

/**
 * The executable of a package's plugin: as Pulumi installs it (below `PULUMI_HOME`, by default `~/.pulumi`), or on PATH.
 * @param version without `v`; empty where any will do, which only PATH can answer
 * @returns undefined where the plugin is not installed
 */
export function findPlugin(packageName: string, version: string): string | undefined {
  const file = `pulumi-resource-${packageName}${EXECUTABLE_SUFFIX}`;
  const home = process.env["PULUMI_HOME"] ?? path.join(homedir(), ".pulumi");
  const installed = path.join(home, "plugins", `resource-${packageName}-v${version}`, file);
  const onPath = (process.env["PATH"] ?? "").split(path.delimiter).map((folder) => path.join(folder, file));
  return [...(version === "" ? [] : [installed]), ...onPath].find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
