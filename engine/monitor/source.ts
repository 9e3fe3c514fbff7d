import * as path from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";

/** A request that may say where in the program it comes from. */
export interface PositionedRequest {
  getSourceposition(): SourcePosition | undefined;
  getStacktrace(): StackTrace | undefined;
}

/**
 * `file:line` of the innermost frame that lies in the project and not in a package. The SDK leaves out frames of
 * functions without a name, so a resource made in an anonymous callback is found at the statement that runs it.
 */
export function sourceOf(request: PositionedRequest, directory: string): string | undefined {
  const frames = request.getStacktrace()?.getFramesList() ?? [];
  for (const frame of frames) {
    const position = frame.getPc();
    const source = position === undefined ? undefined : projectSource(position.getUri(), position.getLine(), directory);
    if (source !== undefined) {
      return source;
    }
  }
  return undefined;
}

/** `file:line` relative to the project; undefined for a place outside of it or in a package. */
export function projectSource(uri: string, line: number, directory: string): string | undefined {
  if (!uri.startsWith("file:")) {
    return undefined;
  }
  const relative = path.relative(directory, fileURLToPath(uri));
  const outside = relative === "" || relative.startsWith("..") || path.isAbsolute(relative);
  if (outside || relative.split(path.sep).includes("node_modules")) {
    return undefined;
  }
  return `${relative.split(path.sep).join("/")}:${line}`;
}
