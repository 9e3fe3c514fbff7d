import * as fs from "node:fs";
import * as path from "node:path";
import { parseDocument } from "yaml";
import * as z from "zod";
import { closest } from "../../../stacks/closest";
import type { ExistingClusterConfig } from "../../../stacks/config";
import type { Problem } from "../../../stacks/problem";
import { combine, kubeconfigPaths, readEntries, type Kubeconfig } from "./kubeconfig";

/** How to reach the cluster of one context. */
export interface Connection {
  readonly context: string;
  /** URL of the API server. */
  readonly server: string;
  /** A kubeconfig with this context, cluster and user and nothing else; holds credentials. */
  readonly kubeconfig: string;
}

/** A kubeconfig that cannot be used, and what to do about it. */
export class KubeconfigError extends Error {
  constructor(readonly problem: Problem) {
    super(`kiban:${problem.path.join(".")}: ${problem.message}; ${problem.remedy}`);
    this.name = "KubeconfigError";
  }
}

/**
 * The cluster that the configuration points at; undefined when it names no kubeconfig and there is none in the usual
 * places.
 *
 * @throws KubeconfigError
 */
export function findConnection(config: ExistingClusterConfig): Connection | undefined {
  const files = kubeconfigPaths(config.kubeconfig, process.env.KUBECONFIG);
  const found = files.filter((file) => fs.existsSync(file));
  if (found.length > 0) {
    return select(combine(found.map(readFile)), config.context, found);
  }
  if (config.kubeconfig === undefined) {
    return undefined;
  }
  throw new KubeconfigError({
    path: ["cluster", "kubeconfig"],
    message: `there is no file \`${config.kubeconfig}\``,
    remedy: "give the path of a kubeconfig, or remove the key to use KUBECONFIG or ~/.kube/config",
  });
}

function readFile(file: string): Kubeconfig {
  const fail = (message: string, remedy: string): never => {
    throw new KubeconfigError({ path: ["cluster", "kubeconfig"], message: `\`${file}\` ${message}`, remedy });
  };
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch (error) {
    return fail(`cannot be read (${(error as NodeJS.ErrnoException).code})`, "give a file that you may read");
  }
  const document = parseDocument(text);
  const [error] = document.errors;
  if (error) {
    const line = error.linePos?.[0].line ?? 1;
    return fail(`is no YAML: line ${line}: ${error.message.split(" at line ")[0]}`, "correct the file");
  }
  try {
    return readEntries(document.toJS(), path.dirname(file));
  } catch (error) {
    if (!(error instanceof z.ZodError)) {
      throw error;
    }
    const [issue] = error.issues;
    const place = issue?.path.length ? ` at \`${issue.path.join(".")}\`` : "";
    return fail(`is no kubeconfig${place}`, "give a file such as `kind get kubeconfig` writes");
  }
}

function select(kubeconfig: Kubeconfig, wanted: string | undefined, files: readonly string[]): Connection {
  const where = files.map((file) => `\`${file}\``).join(", ");
  const name = wanted ?? kubeconfig.currentContext;
  const names = kubeconfig.contexts.map((context) => context.name);
  const known = names.length > 0 ? `the contexts are ${names.join(", ")}` : "the file has no contexts";
  if (name === undefined) {
    throw new KubeconfigError({
      path: ["cluster", "context"],
      message: `no context is named, and ${where} has no current context; ${known}`,
      remedy: `name a context, or run \`kubectl config use-context ${names[0] ?? "NAME"}\``,
    });
  }
  const entry = kubeconfig.contexts.find((context) => context.name === name);
  if (entry === undefined) {
    const near = closest(name, names);
    throw new KubeconfigError({
      path: ["cluster", "context"],
      message: `${where} has no context \`${name}\`; ${known}`,
      remedy: near === undefined ? "name one of these" : `did you mean \`${near}\`?`,
    });
  }
  const cluster = kubeconfig.clusters.find((one) => one.name === entry.context.cluster);
  const user = kubeconfig.users.find((one) => one.name === entry.context.user);
  if (cluster === undefined || user === undefined) {
    const missing = cluster ? `user \`${entry.context.user}\`` : `cluster \`${entry.context.cluster}\``;
    throw new KubeconfigError({
      path: ["cluster", "context"],
      message: `context \`${name}\` of ${where} names ${missing}, which the file does not have`,
      remedy: "add it, or name another context",
    });
  }
  return {
    context: name,
    server: cluster.cluster.server,
    kubeconfig: JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [cluster],
      contexts: [entry],
      "current-context": name,
      users: [user],
    }),
  };
}
