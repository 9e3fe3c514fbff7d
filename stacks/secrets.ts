import type { ConfigPath } from "./stack-file";

/** Keys of chart values whose text is a credential, not the name of one. */
const CREDENTIAL =
  /(password|passwd|apikey|accesstoken|authtoken|bearertoken|clientsecret|privatekey|secretaccesskey)$/i;

/** Paths below `kiban:` that hold a credential by the schema's word. */
const SECRET_PATHS: readonly string[] = ["app.databaseUrl", "addons.argocd.oidc.clientSecret"];

/** Paths of all texts in the configuration that belong in a Pulumi secret. */
export function secretPaths(input: unknown): ConfigPath[] {
  const found: ConfigPath[] = [];
  const walk = (value: unknown, path: ConfigPath, inValues: boolean): void => {
    if (typeof value === "string") {
      const named = inValues && value !== "" && CREDENTIAL.test(String(path.at(-1)));
      if (named || SECRET_PATHS.includes(path.join("."))) found.push(path);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, item] of Object.entries(value)) {
      const part = Array.isArray(value) ? Number(key) : key;
      walk(item, [...path, part], inValues || key === "values" || key === "environments");
    }
  };
  walk(input, [], false);
  return found;
}
