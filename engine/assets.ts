import { createHash, type Hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import type { WireObject } from "./values";

const SHOWN_DIGITS = 16;

/**
 * Names an asset or archive by where it comes from and a hash of its content, such as `[asset ./a.txt sha256:0f...]`.
 * What lies elsewhere on the network, or is not there, has no hash.
 * @param directory where relative paths start
 */
export function describeAsset(kind: "asset" | "archive", value: WireObject, directory: string): string {
  const { path: file, uri } = value;
  if (typeof file === "string" && file !== "") {
    const hash = hashOfFile(path.resolve(directory, file));
    return hash === undefined ? `[${kind} ${file}]` : `[${kind} ${file} sha256:${hash}]`;
  }
  if (typeof uri === "string" && uri !== "") {
    return `[${kind} ${uri}]`;
  }
  const content = value["text"] ?? value["assets"] ?? "";
  const text = typeof content === "string" ? content : JSON.stringify(content);
  return `[${kind} sha256:${createHash("sha256").update(text).digest("hex").slice(0, SHOWN_DIGITS)}]`;
}

function hashOfFile(file: string): string | undefined {
  if (!existsSync(file)) {
    return undefined;
  }
  const hash = createHash("sha256");
  addFile(hash, file, "");
  return hash.digest("hex").slice(0, SHOWN_DIGITS);
}

/** Adds a file, or a folder's files in order of their names, each with its path. */
function addFile(hash: Hash, file: string, name: string): void {
  if (!statSync(file).isDirectory()) {
    hash.update(name).update("\0").update(readFileSync(file));
    return;
  }
  for (const entry of readdirSync(file).sort()) {
    addFile(hash, path.join(file, entry), `${name}/${entry}`);
  }
}
