import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { EngineError } from "../errors";
import { createUrn, isProviderType, packageOfType, STACK_TYPE } from "../urn";
import { collectDependencies, objectWithoutOutputs, withDependencies, type WireObject } from "../values";
import { aliasUrns } from "./aliases";
import type { MonitorContext } from "./context";
import { chooseProvider, inheritFromParent, providersForChildren } from "./inheritance";
import { customOutputs } from "./outputs";
import type { DefaultProviders, ProviderRequest } from "./providers";
import type { PropertyDependencies, RegistrationRequest } from "./request";
import type { ResourceEntry } from "./table";
import type { Transforms } from "./transforms";

/** What a registration tells the one who asked for it. */
export interface Registered {
  readonly urn: string;
  readonly id: string | undefined;
  readonly outputs: WireObject;
  /** URNs that each output depends on, where they are more than the resource itself. */
  readonly outputDependencies: PropertyDependencies;
}

/** A component whose plugin, or a model of it, has to make its children. */
export interface Construction {
  readonly request: RegistrationRequest;
  readonly dependencies: ReadonlySet<string>;
  readonly propertyDependencies: PropertyDependencies;
  readonly provider: string;
  readonly providers: ReadonlyMap<string, string>;
}

/** Makes the children of a remote component. */
export type Construct = (construction: Construction) => Promise<Registered>;

/** Registers resources as the deployment engine does. */
export class Registrar {
  /** Transforms of remote components that wait for their plugin to register them. */
  private readonly pending = new Map<string, readonly Callback[]>();
  /** Set once, by the monitor: constructing needs the monitor itself. */
  construct: Construct | undefined;

  constructor(
    private readonly context: MonitorContext,
    private readonly providers: DefaultProviders,
    private readonly transforms: Transforms,
  ) {}

  /** @throws EngineError with the resource's URN for what the real engine would refuse. */
  async register(asked: RegistrationRequest): Promise<Registered> {
    const parent = asked.parent === undefined ? undefined : this.context.table.parent(asked.parent);
    if (parent !== undefined) {
      inheritFromParent(asked, parent);
    }
    if (asked.custom || asked.remote) {
      asked.options.setProvider(chooseProvider(asked, parent));
    }
    const own = this.ownTransforms(asked);
    const request = await this.transform(asked, own);
    const { dependencies, propertyDependencies } = dependenciesOf(asked, request);
    const construction: Construction = {
      request,
      dependencies,
      propertyDependencies,
      provider: this.provider(request),
      providers: providersForChildren(request, parent),
    };
    if (!request.remote) {
      return this.add(construction, own);
    }
    if (this.construct === undefined) {
      throw new EngineError(`'${request.type}' cannot be constructed here`);
    }
    return this.construct(construction);
  }

  /** A plugin registers the component that it constructs: the transforms are those of the remote registration. */
  private ownTransforms(request: RegistrationRequest): readonly Callback[] {
    const key = `${request.parent ?? ""}::${request.type}::${request.name}`;
    const pending = this.pending.get(key);
    if (pending !== undefined) {
      this.pending.delete(key);
      return pending;
    }
    if (request.remote && request.transforms.length > 0) {
      this.pending.set(key, request.transforms);
    }
    return request.transforms;
  }

  /** Runs the resource's own transforms, then its ancestors', then the stack's. */
  private async transform(request: RegistrationRequest, own: readonly Callback[]): Promise<RegistrationRequest> {
    const inherited = [...this.context.table.ancestors(request.parent)].flatMap((ancestor) => ancestor.transforms);
    const callbacks = [...own, ...inherited, ...this.transforms.ofStack];
    if (callbacks.length === 0) {
      return request;
    }
    const properties = request.transforms.length > 0 ? carryDependencies(request) : request.properties;
    const result = await this.transforms.resource(callbacks, request, { properties, options: request.options });
    return { ...request, ...result };
  }

  private provider(request: RegistrationRequest): string {
    const { options, type } = request;
    if (isProviderType(type) || !(request.custom || request.remote) || options.getProvider() !== "") {
      return isProviderType(type) ? "" : options.getProvider();
    }
    const plugin: ProviderRequest =
      request.packageReference === ""
        ? {
            packageName: packageOfType(type),
            version: options.getVersion(),
            pluginDownloadURL: options.getPluginDownloadUrl(),
          }
        : this.providers.registeredPackage(request.packageReference);
    return this.providers.reference(plugin, type);
  }

  private add(construction: Construction, transforms: readonly Callback[]): Registered {
    const { request, provider, providers, dependencies, propertyDependencies } = construction;
    const { settings, table } = this.context;
    const isStack = request.type === STACK_TYPE && request.parent === undefined;
    const parent = request.parent ?? (isStack ? undefined : table.stackUrn);
    const inputs = inputsOf(request);
    this.context.redactor.learn(inputs);
    const { type, name, options } = request;
    const additionalSecretOutputs = options.getAdditionalSecretOutputsList();
    const custom = request.custom
      ? customOutputs({ type, name, inputs, importId: options.getImport(), additionalSecretOutputs }, settings)
      : { id: undefined, outputs: {}, fixtureOutputs: [] };
    const entry: ResourceEntry = {
      urn: createUrn(settings.stack, settings.project, parent, type, name),
      type,
      name,
      parent,
      custom: request.custom,
      remote: request.constructed,
      modelled: request.modelled,
      external: false,
      inputs,
      dependencies,
      propertyDependencies,
      options,
      provider,
      providers,
      aliases: aliasUrns({ type, name, parent }, options.getAliasesList(), settings, table),
      transforms,
      source: isStack ? undefined : request.source,
      ...custom,
    };
    table.add(entry);
    if (isStack) {
      table.stackUrn = entry.urn;
    }
    return { urn: entry.urn, id: entry.id, outputs: custom.outputs, outputDependencies: new Map() };
  }
}

/** A provider also has the version that it runs among its inputs. */
function inputsOf(request: RegistrationRequest): WireObject {
  const inputs = objectWithoutOutputs(request.properties);
  const version = request.options.getVersion();
  return isProviderType(request.type) && version !== "" ? { ...inputs, version } : inputs;
}

/** Makes each property tell a transform what it depends on. */
function carryDependencies(request: RegistrationRequest): WireObject {
  const properties: WireObject = {};
  for (const [key, value] of Object.entries(request.properties)) {
    properties[key] = withDependencies(value, request.propertyDependencies.get(key) ?? new Set());
  }
  return properties;
}

/**
 * Dependencies after the transforms. As in the real engine, only a resource's own transforms can change them; those
 * of ancestors and of the stack change properties and all other options.
 */
function dependenciesOf(
  asked: RegistrationRequest,
  request: RegistrationRequest,
): { dependencies: Set<string>; propertyDependencies: PropertyDependencies } {
  const changed = asked.transforms.length > 0;
  const dependencies = new Set((changed ? request : asked).options.getDependsOnList());
  const propertyDependencies = new Map<string, Set<string>>();
  if (!changed) {
    asked.propertyDependencies.forEach((urns, key) => propertyDependencies.set(key, new Set(urns)));
  }
  for (const [key, value] of Object.entries(request.properties)) {
    const urns = propertyDependencies.get(key) ?? new Set();
    collectDependencies(value, urns);
    propertyDependencies.set(key, urns);
    if (changed) {
      urns.forEach((urn) => dependencies.add(urn));
    }
  }
  return { dependencies, propertyDependencies };
}
