import { EngineError } from "../errors";
import { containsUnknown, fromStruct, UNKNOWN_WIRE, type WireObject } from "../values";
import * as proto from "@pulumi/pulumi/proto/resource_pb";
import type { MonitorContext } from "./context";
import { plainObject, wireObject } from "./outputs";
import type { Transforms } from "./transforms";

const GET_RESOURCE = "pulumi:pulumi:getResource";

/** Any key will do: one unknown part makes the SDK treat the whole result of an output-form invoke as unknown. */
const UNKNOWN_RESULT: WireObject = { unknown: UNKNOWN_WIRE };

/** Answers calls of providers' functions from fixtures. */
export class Invoker {
  constructor(
    private readonly context: MonitorContext,
    private readonly transforms: Transforms,
  ) {}

  /**
   * The function's result. Without a fixture the result is unknown: the output form of the function (`getXOutput`)
   * then gives an unknown output, while the plain form (`await getX()`) cannot be told and sees an empty result, so
   * a warning names it.
   */
  async invoke(request: proto.ResourceInvokeRequest): Promise<WireObject> {
    const token = request.getTok();
    const asked = fromStruct(request.getArgs());
    if (token === GET_RESOURCE) {
      return this.getResource(String(asked["urn"]));
    }
    const { args } = await this.transforms.invokeArguments(token, { args: asked, options: invokeOptions(request) });
    const { fixtures } = this.context.settings;
    const fixture = fixtures.invokes[token];
    this.context.invokes.push({ token, args, fixture: fixture !== undefined });
    if (containsUnknown(args)) {
      return UNKNOWN_RESULT;
    }
    if (fixture === undefined) {
      this.context.warn(`No fixture answers '${token}': its result is unknown in this plan`);
      return UNKNOWN_RESULT;
    }
    return wireObject(fixture(plainObject(args)));
  }

  /** The state of a resource of this plan, for references that the program follows. */
  private getResource(urn: string): WireObject {
    const entry = this.context.table.get(urn);
    if (entry === undefined) {
      throw new EngineError(`unknown resource ${urn}`);
    }
    return { urn, id: entry.id ?? "", state: entry.outputs };
  }
}

function invokeOptions(request: proto.ResourceInvokeRequest): proto.TransformInvokeOptions {
  return new proto.TransformInvokeOptions()
    .setProvider(request.getProvider())
    .setVersion(request.getVersion())
    .setPluginDownloadUrl(request.getPlugindownloadurl());
}
