import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import type { TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "../errors";
import type { WireObject } from "../values";
import type { PropertyDependencies } from "./request";

/** A registered resource with all that later registrations and the plan need to know of it. */
export interface ResourceEntry {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly custom: boolean;
  readonly remote: boolean;
  readonly modelled: boolean;
  /** True for a resource that the program only reads. */
  readonly external: boolean;
  readonly inputs: WireObject;
  readonly dependencies: ReadonlySet<string>;
  readonly propertyDependencies: PropertyDependencies;
  readonly options: TransformResourceOptions;
  /** `urn::id` of the provider, for inheritance also on components; empty where there is none. */
  readonly provider: string;
  /** Providers for children by package. */
  readonly providers: ReadonlyMap<string, string>;
  readonly aliases: readonly string[];
  readonly transforms: readonly Callback[];
  readonly source: string | undefined;
  /** Undefined while it is not known. */
  readonly id: string | undefined;
  /** What the SDK sees of the resource: inputs and outputs of a custom resource, registered outputs of a component. */
  outputs: WireObject;
  /** Names of the outputs that a fixture gave. */
  readonly fixtureOutputs: readonly string[];
}

/** All registered resources, in the order of their registration. */
export class ResourceTable {
  private readonly entries = new Map<string, ResourceEntry>();
  /** URN of the stack, once the program has registered it. */
  stackUrn: string | undefined;

  /** @throws EngineError when the URN is taken. */
  add(entry: ResourceEntry): void {
    const taken = this.entries.get(entry.urn);
    if (taken !== undefined) {
      const other = taken.source === undefined ? "" : `; the other one is made at ${taken.source}`;
      throw new EngineError(`Duplicate resource URN '${entry.urn}': give it a unique name${other}`, {
        urn: entry.urn,
        ...(entry.source === undefined ? {} : { source: entry.source }),
      });
    }
    this.entries.set(entry.urn, entry);
  }

  get(urn: string): ResourceEntry | undefined {
    return this.entries.get(urn);
  }

  /** The entry of a parent. @throws EngineError when nothing has that URN. */
  parent(urn: string): ResourceEntry {
    const entry = this.entries.get(urn);
    if (entry === undefined) {
      throw new EngineError(`The parent '${urn}' is not registered`);
    }
    return entry;
  }

  /** The entry and its ancestors, nearest first, without the stack. */
  *ancestors(urn: string | undefined): Generator<ResourceEntry> {
    for (let current = urn; current !== undefined;) {
      const entry = this.entries.get(current);
      if (entry === undefined) {
        return;
      }
      yield entry;
      current = entry.parent;
    }
  }

  all(): Iterable<ResourceEntry> {
    return this.entries.values();
  }
}
