import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { KubernetesClient } from "./kubernetes-client";
import { skip } from "./tools";

/** The parts of a CustomResourceDefinition that are read here. */
interface Definition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly served: boolean }[];
  };
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

const COLLECTION = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
const PARALLEL = 12;
const SERVED_WITHIN_MS = 60_000;

/**
 * The folders with the CRDs that the platform's objects need: that of the add-ons' charts, one file a chart
 * (`KIBAN_CRDS`, else `../shared/crds` beside the repository). Skips the suite where it is missing.
 */
export function definitionFolders(context: Mocha.Context): readonly string[] {
  const folder = process.env["KIBAN_CRDS"] ?? join(__dirname, "..", "..", "..", "shared", "crds");
  if (!existsSync(folder)) {
    skip(context, "no folder with the add-ons' CRDs: set KIBAN_CRDS to one");
  }
  return [folder];
}

const installed = new WeakMap<KubernetesClient, Promise<void>>();

/**
 * Creates every CRD of the folders' YAML files and waits until the API server serves all their kinds; once for each
 * control plane, however many suites ask.
 */
export function installDefinitions(client: KubernetesClient, folders: readonly string[]): Promise<void> {
  const running = installed.get(client) ?? install(client, folders);
  installed.set(client, running);
  return running;
}

async function install(client: KubernetesClient, folders: readonly string[]): Promise<void> {
  // The API server parses these ten megabytes much faster than a YAML parser in JavaScript.
  const documents = folders
    .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
    .filter((path) => path.endsWith(".yaml"))
    .flatMap((path) => readFileSync(path, "utf8").split(/^---$/m))
    .filter((document) => /^kind: CustomResourceDefinition$/m.test(document));
  // Many at once: between two of them the API server would rebuild what it publishes of all kinds. Not all at once: on
  // a busy machine some would run into the 34 seconds that it gives to a request.
  const definitions: Definition[] = [];
  for (let start = 0; start < documents.length; start += PARALLEL) {
    const batch = documents.slice(start, start + PARALLEL);
    const created = batch.map((document) => client.createFromYaml<Definition>(COLLECTION, document));
    definitions.push(...(await Promise.all(created)));
  }
  for (const definition of definitions) {
    await waitUntilServed(client, definition);
  }
}

async function waitUntilServed(client: KubernetesClient, { metadata, spec }: Definition): Promise<void> {
  const deadline = Date.now() + SERVED_WITHIN_MS;
  const versions = spec.versions.filter(({ served }) => served).map(({ name }) => `${spec.group}/${name}`);
  const established = async (): Promise<boolean> => {
    const { status } = await client.send<Definition>("GET", `${COLLECTION}/${metadata.name}`);
    return status?.conditions?.some(({ type, status }) => type === "Established" && status === "True") ?? false;
  };
  const served = async (): Promise<boolean> =>
    (await Promise.all(versions.map((version) => client.serves(version, spec.names.kind)))).every(Boolean);
  while (!((await established()) && (await served()))) {
    if (Date.now() > deadline) {
      throw new Error(`the API server does not serve ${metadata.name} in time`);
    }
    await delay(50);
  }
}
