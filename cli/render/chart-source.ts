import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { PlannedResource } from "../../engine/plan";

/** A chart that can be rendered without a network, or why it can't. */
export type ChartSource = { readonly path: string } | { readonly missing: string };

/**
 * Finds a release's chart on this machine: a folder, an archive, or what helm keeps in its cache of an earlier pull.
 * @param directory What relative chart paths are relative to.
 */
export function findChart(release: PlannedResource, directory: string): ChartSource {
  const chart = typeof release.inputs["chart"] === "string" ? release.inputs["chart"] : "";
  const version = typeof release.inputs["version"] === "string" ? release.inputs["version"] : "";
  const local = path.resolve(directory, chart);
  if (!chart.includes("://") && fs.existsSync(local)) return { path: local };
  const archive = path.join(helmRepositoryCache(), `${path.posix.basename(chart)}-${version}.tgz`);
  if (fs.existsSync(archive)) return { path: archive };
  const options = release.inputs["repositoryOpts"];
  const repository =
    typeof options === "object" && options !== null && "repo" in options ? ` --repo ${String(options.repo)}` : "";
  const folder = path.dirname(archive);
  return {
    missing: `chart ${chart} ${version} is not on this machine: helm pull ${chart}${repository} --version ${version} -d ${folder}`,
  };
}

/** Where helm keeps archives that it pulled (`helm env HELM_REPOSITORY_CACHE`, without a process). */
function helmRepositoryCache(): string {
  const { HELM_REPOSITORY_CACHE, HELM_CACHE_HOME, XDG_CACHE_HOME } = process.env;
  if (HELM_REPOSITORY_CACHE) return HELM_REPOSITORY_CACHE;
  return path.join(
    HELM_CACHE_HOME || (XDG_CACHE_HOME ? path.join(XDG_CACHE_HOME, "helm") : defaultCacheHome()),
    "repository",
  );
}

function defaultCacheHome(): string {
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches", "helm");
  if (process.platform === "win32") return path.join(os.tmpdir(), "helm");
  return path.join(os.homedir(), ".cache", "helm");
}
