import { type RegisterPackageRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import { createUrn, providerType } from "../urn";
import { secret, UNKNOWN_WIRE, type WireObject } from "../values";
import type { MonitorContext } from "./context";
import { assignedId } from "./outputs";

/** Stack configuration that names packages (or `*`) whose resources must all have an explicit provider. */
const DENY_KEY = "pulumi:disable-default-providers";

/** The plugin that a default provider runs. */
export interface ProviderRequest {
  readonly packageName: string;
  /** Empty where the SDK names none. */
  readonly version: string;
  readonly pluginDownloadURL: string;
}

/** The reference that resources carry for a provider. */
export function providerReference(urn: string, id: string | undefined): string {
  return `${urn}::${id ?? UNKNOWN_WIRE}`;
}

/** Registers a default provider for each plugin and version, when the first resource asks for it. */
export class DefaultProviders {
  private readonly references = new Map<string, string>();
  private readonly packages = new Map<string, ProviderRequest>();

  constructor(private readonly context: MonitorContext) {}

  /**
   * The reference of the default provider.
   * @throws EngineError when the configuration denies default providers of the package.
   */
  reference(request: ProviderRequest, type: string): string {
    if (this.isDenied(request.packageName)) {
      throw new EngineError(
        `'${type}' has no provider, and ${DENY_KEY} forbids the default one of '${request.packageName}': pass \`provider\` explicitly`,
      );
    }
    const key = `${request.packageName} ${request.version} ${request.pluginDownloadURL}`;
    let reference = this.references.get(key);
    if (reference === undefined) {
      reference = this.register(request);
      this.references.set(key, reference);
    }
    return reference;
  }

  /** Keeps a parameterized package for requests that name it by the reference that is returned. */
  registerPackage(request: RegisterPackageRequest): string {
    const parameters = request.getParameterization();
    const reference = `package-${this.packages.size + 1}`;
    this.packages.set(reference, {
      packageName: parameters?.getName() ?? request.getName(),
      version: parameters?.getVersion() ?? request.getVersion(),
      pluginDownloadURL: request.getDownloadUrl(),
    });
    return reference;
  }

  /** @throws EngineError for a reference that `registerPackage` did not give. */
  registeredPackage(reference: string): ProviderRequest {
    const request = this.packages.get(reference);
    if (request === undefined) {
      throw new EngineError(`unknown provider package '${reference}'`);
    }
    return request;
  }

  private isDenied(packageName: string): boolean {
    const value = this.context.settings.config[DENY_KEY];
    if (value === undefined) {
      return false;
    }
    const denied: unknown = JSON.parse(value);
    return Array.isArray(denied) && (denied.includes("*") || denied.includes(packageName));
  }

  private register(request: ProviderRequest): string {
    const { settings, table } = this.context;
    const type = providerType(request.packageName);
    const name = defaultProviderName(request);
    const urn = createUrn(settings.stack, settings.project, undefined, type, name);
    const id = settings.unknowns ? undefined : assignedId(name);
    table.add({
      urn,
      type,
      name,
      parent: table.stackUrn,
      custom: true,
      remote: false,
      modelled: false,
      external: false,
      inputs: this.inputs(request),
      dependencies: new Set(),
      propertyDependencies: new Map(),
      options: new TransformResourceOptions()
        .setVersion(request.version)
        .setPluginDownloadUrl(request.pluginDownloadURL),
      provider: "",
      providers: new Map(),
      aliases: [],
      transforms: [],
      source: undefined,
      id,
      outputs: {},
      fixtureOutputs: id === undefined ? [] : ["id"],
    });
    return providerReference(urn, id);
  }

  /** A default provider is configured by the stack's configuration of its package. */
  private inputs(request: ProviderRequest): WireObject {
    const { config, secretConfigKeys } = this.context.settings;
    const inputs: WireObject = {};
    const prefix = `${request.packageName}:`;
    for (const [key, value] of Object.entries(config)) {
      if (key.startsWith(prefix)) {
        inputs[key.slice(prefix.length)] = secretConfigKeys.includes(key) ? secret(value) : value;
      }
    }
    if (request.version !== "") {
      inputs["version"] = request.version;
    }
    return inputs;
  }
}

function defaultProviderName(request: ProviderRequest): string {
  const parts = ["default"];
  if (request.version !== "") {
    parts.push(request.version.replace(/[.+-]/g, "_"));
  }
  if (request.pluginDownloadURL !== "") {
    parts.push(request.pluginDownloadURL.replace(/^[a-z]+:\/\//, "").replace(/[^A-Za-z0-9._/-]/g, "_"));
  }
  return parts.join("_");
}
