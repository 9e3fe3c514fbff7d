import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { isMap, parseAllDocuments, type Document } from "yaml";
import type { PlannedResource } from "../../engine/plan";
import { UsageError } from "../errors";
import { hideSecret, type Manifest } from "./manifest";
import { namespaceOf } from "./scope";

/** How helm is called. */
export interface HelmSettings {
  /** Path of the helm binary. */
  readonly helm: string;
  /** Kubernetes version that charts see, such as `1.36`. */
  readonly kubernetesVersion: string;
  /** `group/version` of CRDs that charts may ask for. */
  readonly apiVersions: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The helm binary: KIBAN_HELM, else the first on PATH; undefined where there is none.
 * @throws UsageError when KIBAN_HELM names no file.
 */
export function findHelm(): string | undefined {
  const { KIBAN_HELM, PATH = "" } = process.env;
  if (KIBAN_HELM) {
    if (fs.existsSync(KIBAN_HELM)) return path.resolve(KIBAN_HELM);
    throw new UsageError(`KIBAN_HELM names ${KIBAN_HELM}, which does not exist; unset it or name helm's binary`);
  }
  const names = process.platform === "win32" ? ["helm.exe"] : ["helm"];
  const candidates = PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  return candidates.find((file) => fs.existsSync(file));
}

/**
 * Renders a release with the values that the plan gives it, as `helm install` would, without tests.
 * @throws Error with helm's own words when the chart refuses the values.
 */
export async function renderRelease(
  release: PlannedResource,
  chart: string,
  settings: HelmSettings,
): Promise<Manifest[]> {
  const { inputs } = release;
  const name = typeof inputs["name"] === "string" ? inputs["name"] : release.name;
  const namespace = typeof inputs["namespace"] === "string" ? inputs["namespace"] : "default";
  const flags = [
    ...["--namespace", namespace, "--values", "-", "--skip-tests", "--kube-version", settings.kubernetesVersion],
    ...(inputs["skipCrds"] === true ? [] : ["--include-crds"]),
    ...settings.apiVersions.flatMap((version) => ["--api-versions", version]),
  ];
  const values = JSON.stringify(inputs["values"] ?? {});
  const output = await run(settings, ["template", name, chart, ...flags], values).catch((error: unknown) => {
    if (settings.signal.aborted) throw settings.signal.reason;
    const place = release.source === undefined ? "" : ` (${release.source})`;
    throw new Error(`release ${release.name}${place} cannot be rendered: ${(error as Error).message}`);
  });
  return splitManifests(output, namespace, release.name);
}

/** Splits helm's output; an object keeps its text, but for the values of Secrets. */
export function splitManifests(output: string, namespace: string, origin: string): Manifest[] {
  const documents = parseAllDocuments(output, { keepSourceTokens: false }) as Document.Parsed[];
  return documents.flatMap((document): Manifest[] => {
    if (!isMap(document.contents)) return [];
    const [kind, apiVersion] = [String(document.get("kind")), String(document.get("apiVersion"))];
    const own = document.getIn(["metadata", "namespace"]);
    if (kind === "Secret") hideSecret(document);
    return [
      {
        apiVersion,
        kind,
        name: String(document.getIn(["metadata", "name"])),
        namespace: namespaceOf(kind, typeof own === "string" ? own : undefined, namespace),
        text: document.toString({ lineWidth: 0, directives: false }),
        origin: `release ${origin}`,
      },
    ];
  });
}

async function run({ helm, signal }: HelmSettings, args: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(helm, args, { signal, stdio: ["pipe", "pipe", "pipe"] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    // helm may end before it has read all values; its message says why.
    child.stdin.on("error", () => undefined);
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Buffer.concat(output).toString("utf8"));
      else
        reject(
          new Error(
            Buffer.concat(errors)
              .toString("utf8")
              .replace(/^Error: /m, "")
              .trim(),
          ),
        );
    });
    child.stdin.end(input);
  });
}
