import * as os from "node:os";
import * as path from "node:path";
import * as z from "zod";

/** What of a kubeconfig the program reads; everything else in it is kept as it is. */
const schema = z.looseObject({
  "current-context": z.string().nullish(),
  clusters: z
    .array(
      z.looseObject({
        name: z.string(),
        cluster: z.looseObject({ server: z.string(), "certificate-authority": z.string().optional() }),
      }),
    )
    .nullish(),
  contexts: z
    .array(z.looseObject({ name: z.string(), context: z.looseObject({ cluster: z.string(), user: z.string() }) }))
    .nullish(),
  users: z
    .array(
      z.looseObject({
        name: z.string(),
        user: z.looseObject({
          "client-certificate": z.string().optional(),
          "client-key": z.string().optional(),
          tokenFile: z.string().optional(),
          exec: z.looseObject({ command: z.string() }).optional(),
        }),
      }),
    )
    .nullish(),
});

type KubeconfigFile = z.infer<typeof schema>;

/** Entries of one kubeconfig, or of several put together. */
export interface Kubeconfig {
  readonly currentContext: string | undefined;
  readonly clusters: readonly NonNullable<KubeconfigFile["clusters"]>[number][];
  readonly contexts: readonly NonNullable<KubeconfigFile["contexts"]>[number][];
  readonly users: readonly NonNullable<KubeconfigFile["users"]>[number][];
}

/**
 * The entries of parsed YAML, with files that it names made absolute.
 *
 * @param folder where the file is: relative paths in a kubeconfig start there.
 * @throws ZodError when `content` has not the form of a kubeconfig.
 */
export function readEntries(content: unknown, folder: string): Kubeconfig {
  const file = schema.parse(content);
  const absolute = (value: string | undefined): string | undefined =>
    value === undefined || value === "" ? value : path.resolve(folder, value);
  return {
    currentContext: file["current-context"] || undefined,
    contexts: file.contexts ?? [],
    clusters: (file.clusters ?? []).map(({ cluster, ...entry }) => ({
      ...entry,
      cluster: defined({ ...cluster, "certificate-authority": absolute(cluster["certificate-authority"]) }),
    })),
    users: (file.users ?? []).map(({ user, ...entry }) => ({
      ...entry,
      user: defined({
        ...user,
        "client-certificate": absolute(user["client-certificate"]),
        "client-key": absolute(user["client-key"]),
        tokenFile: absolute(user.tokenFile),
        exec: user.exec && { ...user.exec, command: commandPath(user.exec.command, folder) },
      }),
    })),
  };
}

/** As kubectl does with several files: of entries with one name the first counts, of current contexts too. */
export function combine(kubeconfigs: readonly Kubeconfig[]): Kubeconfig {
  return {
    currentContext: kubeconfigs.find(({ currentContext }) => currentContext !== undefined)?.currentContext,
    clusters: kubeconfigs.flatMap(({ clusters }) => clusters),
    contexts: kubeconfigs.flatMap(({ contexts }) => contexts),
    users: kubeconfigs.flatMap(({ users }) => users),
  };
}

/** Files to read, in order: the configured one, else those of `KUBECONFIG`, else `~/.kube/config`. */
export function kubeconfigPaths(configured: string | undefined, environment: string | undefined): readonly string[] {
  if (configured !== undefined) {
    return [expandHome(configured)];
  }
  const named = (environment ?? "").split(path.delimiter).filter((file) => file !== "");
  return named.length > 0 ? named.map(expandHome) : [path.join(os.homedir(), ".kube", "config")];
}

/** A command with a folder is a file; one without is looked up on the PATH. */
function commandPath(command: string, folder: string): string {
  return command.includes("/") || command.includes(path.sep) ? path.resolve(folder, command) : command;
}

function expandHome(file: string): string {
  return file === "~" || file.startsWith("~/") ? path.join(os.homedir(), file.slice(1)) : path.resolve(file);
}

/** Without the keys whose value is undefined. */
function defined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
