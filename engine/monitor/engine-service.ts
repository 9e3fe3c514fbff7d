import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import * as proto from "@pulumi/pulumi/proto/engine_pb";
import type { Diagnostic } from "../plan";
import type { MonitorContext } from "./context";
import type { Handlers } from "./service";

const SEVERITIES: Readonly<Record<proto.LogSeverity, Diagnostic["severity"]>> = {
  [proto.LogSeverity.DEBUG]: "debug",
  [proto.LogSeverity.INFO]: "info",
  [proto.LogSeverity.WARNING]: "warning",
  [proto.LogSeverity.ERROR]: "error",
};

/** Handlers of the Engine service: the program's messages become diagnostics. */
export function engineHandlers(context: MonitorContext): Handlers {
  let rootUrn = "";
  return {
    log: async (request) => log(request as proto.LogRequest, context),
    getRootResource: async () => {
      const response = new proto.GetRootResourceResponse();
      response.setUrn(rootUrn);
      return response;
    },
    setRootResource: async (request) => {
      rootUrn = (request as proto.SetRootResourceRequest).getUrn();
      return new proto.SetRootResourceResponse();
    },
    requirePulumiVersion: async () => new proto.RequirePulumiVersionResponse(),
  };
}

/** The SDK's own debug messages, many for each resource, and status lines that are meant to vanish are left out. */
function log(request: proto.LogRequest, context: MonitorContext): Message {
  const severity = SEVERITIES[request.getSeverity()];
  if (severity !== "debug" && !request.getEphemeral()) {
    context.diagnostics.push({ severity, message: request.getMessage(), urn: request.getUrn() || undefined });
  }
  return new Empty();
}
