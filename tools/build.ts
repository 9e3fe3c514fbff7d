/**
 * Builds the Go tools that `tools/go.mod` pins into `.cache/bin`: helm, etcd and kube-apiserver.
 * A tool whose pins, flags and Go version are those of the last build is left as it is.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface GoTool {
  /** Name of the binary. */
  readonly name: string;
  /** Its main package, one of the `tool` lines of `go.mod`. */
  readonly package: string;
  /** Go string variables that its own release build sets. */
  readonly variables: Readonly<Record<string, string>>;
}

const folder = __dirname;
const binaries = join(folder, "..", ".cache", "bin");
const pins = readFileSync(join(folder, "go.mod"), "utf8");

/** The version of `module` in `go.mod`, such as `v1.35.4`. */
function pinned(module: string): string {
  const line = pins.split("\n").find((text) => text.trim().startsWith(`${module} v`));
  if (line === undefined) {
    throw new Error(`tools/go.mod does not require ${module}`);
  }
  return line.trim().split(" ")[1];
}

function tools(): readonly GoTool[] {
  const kubernetes = pinned("k8s.io/kubernetes");
  const [major, minor] = kubernetes.slice(1).split(".");
  return [
    {
      name: "helm",
      package: "helm.sh/helm/v3/cmd/helm",
      variables: {
        "helm.sh/helm/v3/internal/version.version": pinned("helm.sh/helm/v3"),
        // What `helm template` and `helm lint` take as the cluster's version when nobody tells them.
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMajor": major,
        "helm.sh/helm/v3/pkg/chartutil.k8sVersionMinor": minor,
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMajor": major,
        "helm.sh/helm/v3/pkg/lint/rules.k8sVersionMinor": minor,
      },
    },
    { name: "etcd", package: "go.etcd.io/etcd/server/v3", variables: {} },
    {
      name: "kube-apiserver",
      package: "k8s.io/kubernetes/cmd/kube-apiserver",
      // Charts compare the server's version, and some fail on the v0.0.0 of a build without these.
      variables: {
        "k8s.io/component-base/version.gitVersion": kubernetes,
        "k8s.io/component-base/version.gitMajor": major,
        "k8s.io/component-base/version.gitMinor": minor,
      },
    },
  ];
}

function goVersion(): string {
  try {
    return execFileSync("go", ["env", "GOVERSION", "GOOS", "GOARCH"], { cwd: folder, encoding: "utf8" });
  } catch {
    throw new Error(
      "npm run tools needs Go 1.26 or newer on PATH; the tests that need the tools are skipped without it",
    );
  }
}

/** Changes whenever the binary would. */
function fingerprint(tool: GoTool, go: string): string {
  const sums = readFileSync(join(folder, "go.sum"), "utf8");
  return createHash("sha256")
    .update(JSON.stringify([pins, sums, tool, go]))
    .digest("hex");
}

function build(tool: GoTool, go: string): void {
  const binary = join(binaries, tool.name);
  const stamp = `${binary}.sha256`;
  const wanted = fingerprint(tool, go);
  if (existsSync(binary) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    console.log(`${tool.name}: up to date`);
    return;
  }
  console.log(`${tool.name}: building ${tool.package}`);
  const started = Date.now();
  const variables = Object.entries(tool.variables).map(([name, value]) => `-X ${name}=${value}`);
  const flags = ["-trimpath", "-ldflags", ["-s", "-w", ...variables].join(" ")];
  const unfinished = `${binary}.unfinished`;
  const { status } = spawnSync("go", ["build", ...flags, "-o", unfinished, tool.package], {
    cwd: folder,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (status !== 0) {
    throw new Error(`go build of ${tool.package} failed; see its messages above`);
  }
  renameSync(unfinished, binary);
  writeFileSync(stamp, wanted);
  console.log(`${tool.name}: built in ${Math.round((Date.now() - started) / 1000)} s`);
}

try {
  mkdirSync(binaries, { recursive: true });
  const go = goVersion();
  tools().forEach((tool) => build(tool, go));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
