import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { StackConfig } from "../../stacks/config";
import { databaseSecretName } from "./platform-values";

/** Login of the API, which the chart's migration makes. */
const API_LOGIN = "taskboard_api";
/** Owner and database of the PostgreSQL that the chart runs itself. */
const OWNER = "taskboard";

/**
 * A password that the state keeps, so that every run gives the same one. Letters and digits only: it becomes part of
 * a URL.
 */
function createPassword(name: string, protect: boolean, parent: pulumi.Resource): random.RandomPassword {
  return new random.RandomPassword(name, { length: 40, special: false }, { parent, protect });
}

/** The same database for another login. What is no URL, such as a placeholder in a plan, stays as it is. */
function withLogin(url: string, user: string, password: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/)[^@/]*@/, `$1${user}:${password}@`);
}

/**
 * The Secret with the database's credentials. Keys: `url` (owner's login: migrations), `api-url` and `api-password`
 * (the API's login), and `password` (the owner's) where the chart runs PostgreSQL itself.
 *
 * The owner's password is protected in prod: it is fixed once the database's volume exists.
 */
export function createDatabaseSecret(
  name: string,
  config: StackConfig,
  namespace: kubernetes.core.v1.Namespace,
  options: { readonly parent: pulumi.Resource; readonly provider: kubernetes.Provider },
): kubernetes.core.v1.Secret {
  const { app, availability } = config;
  const api = createPassword(`${name}-api`, availability.protect, options.parent).result;
  const credentials: Record<string, pulumi.Output<string>> = { "api-password": api };
  if (app.databaseUrl === undefined) {
    const owner = createPassword(`${name}-owner`, availability.protect, options.parent).result;
    credentials.password = owner;
    credentials.url = pulumi.interpolate`postgresql://${OWNER}:${owner}@${app.name}-postgresql:5432/${OWNER}`;
  } else {
    credentials.url = pulumi.secret(app.databaseUrl);
  }
  credentials["api-url"] = pulumi
    .all([credentials.url, api])
    .apply(([url, password]) => withLogin(url, API_LOGIN, password));
  return new kubernetes.core.v1.Secret(
    name,
    {
      metadata: { name: databaseSecretName(config), namespace: namespace.metadata.name },
      type: "Opaque",
      stringData: credentials,
    },
    options,
  );
}
