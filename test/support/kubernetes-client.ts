import { Agent, request } from "node:https";

/** A Kubernetes object as a manifest holds it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

/** What the API server answers when it refuses a request. */
export class ApiError extends Error {
  constructor(
    /** HTTP status code. */
    readonly code: number,
    /** Machine-readable cause, such as `Forbidden` or `NotFound`. */
    readonly reason: string,
    message: string,
  ) {
    super(message);
  }
}

export interface WriteOptions {
  /** Runs all checks and stores nothing. Default false. */
  readonly dryRun?: boolean;
}

export interface Connection {
  /** Such as `https://127.0.0.1:6443`. */
  readonly server: string;
  readonly token: string;
  /** PEM certificate that signs the server's. */
  readonly certificateAuthority: string;
}

interface ApiResource {
  /** Path below the server: `/api/v1` or `/apis/<group>/<version>`. */
  readonly base: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

/** The part of the answers of aggregated discovery (apidiscovery.k8s.io/v2) that the client reads. */
interface DiscoveryList {
  readonly items: readonly {
    readonly metadata?: { readonly name?: string };
    readonly versions: readonly {
      readonly version: string;
      readonly resources?: readonly {
        readonly resource: string;
        readonly responseKind?: { readonly kind: string };
        readonly scope: "Cluster" | "Namespaced";
      }[];
    }[];
  }[];
}

const DISCOVERY = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
const FIELD_MANAGER = "kiban-tests";

/** A small client of the Kubernetes API. Every write checks fields strictly: an unknown or repeated one is refused. */
export class KubernetesClient {
  private readonly agent: Agent;
  private resources = new Map<string, ApiResource>();

  constructor(private readonly connection: Connection) {
    // No keep-alive: the server closes idle connections, which a test that waits for a program notices too late.
    this.agent = new Agent({ ca: connection.certificateAuthority });
  }

  /** Server-side apply; takes fields over from other managers. */
  async apply(object: KubernetesObject, options: WriteOptions = {}): Promise<KubernetesObject> {
    const query = `${this.writeQuery(options)}&force=true`;
    return this.send("PATCH", await this.path(object, query), "application/apply-patch+yaml", JSON.stringify(object));
  }

  async create(object: KubernetesObject, options: WriteOptions = {}): Promise<KubernetesObject> {
    const path = await this.collection(object);
    return this.send("POST", `${path}?${this.writeQuery(options)}`, "application/json", JSON.stringify(object));
  }

  async get(object: KubernetesObject): Promise<KubernetesObject> {
    return this.send("GET", await this.path(object));
  }

  async delete(object: KubernetesObject): Promise<void> {
    await this.send("DELETE", await this.path(object));
  }

  /** Creates from the text of one YAML document, which the API server parses itself. */
  async createFromYaml<T = KubernetesObject>(collection: string, yaml: string): Promise<T> {
    return this.send<T>("POST", `${collection}?${this.writeQuery({})}`, "application/yaml", yaml);
  }

  /** True once the API server serves objects of this kind. */
  async serves(apiVersion: string, kind: string): Promise<boolean> {
    const key = `${apiVersion}/${kind}`;
    if (!this.resources.has(key)) {
      await this.discover();
    }
    return this.resources.has(key);
  }

  /** One request to `path`; throws `ApiError` when the API server refuses it. */
  async send<T = KubernetesObject>(method: string, path: string, contentType?: string, body?: string): Promise<T> {
    const { code, text } = await this.exchange(method, path, "application/json", contentType, body);
    if (code >= 300) {
      throw toApiError(code, text);
    }
    return JSON.parse(text) as T;
  }

  /** Answer of an endpoint that speaks plain text, such as `/readyz`. */
  async probe(path: string): Promise<{ code: number; text: string }> {
    return this.exchange("GET", path, "*/*");
  }

  close(): void {
    this.agent.destroy();
  }

  private writeQuery(options: WriteOptions): string {
    return `fieldManager=${FIELD_MANAGER}&fieldValidation=Strict${options.dryRun ? "&dryRun=All" : ""}`;
  }

  private async path(object: KubernetesObject, query?: string): Promise<string> {
    const path = `${await this.collection(object)}/${encodeURIComponent(object.metadata.name)}`;
    return query === undefined ? path : `${path}?${query}`;
  }

  private async collection(object: KubernetesObject): Promise<string> {
    if (!(await this.serves(object.apiVersion, object.kind))) {
      throw new ApiError(404, "NotFound", `the server serves no ${object.kind} in ${object.apiVersion}`);
    }
    const { base, plural, namespaced } = this.resources.get(`${object.apiVersion}/${object.kind}`)!;
    return namespaced ? `${base}/namespaces/${object.metadata.namespace ?? "default"}/${plural}` : `${base}/${plural}`;
  }

  private async discover(): Promise<void> {
    const lists = await Promise.all(
      ["/api", "/apis"].map(async (root) => {
        const { code, text } = await this.exchange("GET", root, DISCOVERY);
        if (code !== 200) {
          throw toApiError(code, text);
        }
        return toResources(root, JSON.parse(text) as DiscoveryList);
      }),
    );
    this.resources = new Map(lists.flat());
  }

  private exchange(
    method: string,
    path: string,
    accept: string,
    contentType?: string,
    body?: string,
  ): Promise<{ code: number; text: string }> {
    return new Promise((resolve, reject) => {
      const headers: Record<string, string> = { accept, authorization: `Bearer ${this.connection.token}` };
      if (contentType !== undefined) {
        headers["content-type"] = contentType;
      }
      const url = `${this.connection.server}${path}`;
      const outgoing = request(url, { method, headers, agent: this.agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => resolve({ code: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
        response.on("error", reject);
      });
      outgoing.on("error", reject);
      outgoing.end(body);
    });
  }
}

function toResources(root: string, list: DiscoveryList): [string, ApiResource][] {
  return list.items.flatMap((group) =>
    group.versions.flatMap(({ version, resources = [] }) => {
      const name = group.metadata?.name;
      const apiVersion = name === undefined || name === "" ? version : `${name}/${version}`;
      return resources.flatMap(({ resource, responseKind, scope }): [string, ApiResource][] =>
        responseKind === undefined
          ? []
          : [
              [
                `${apiVersion}/${responseKind.kind}`,
                { base: `${root}/${apiVersion}`, plural: resource, namespaced: scope === "Namespaced" },
              ],
            ],
      );
    }),
  );
}

function toApiError(code: number, text: string): ApiError {
  try {
    const status = JSON.parse(text) as { reason?: string; message?: string };
    return new ApiError(code, status.reason ?? "Unknown", status.message ?? text);
  } catch {
    return new ApiError(code, "Unknown", text);
  }
}
