import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { StackConfig } from "../../stacks/config";
import { ConfigurationError } from "../../stacks/errors";
import { loadStackFile } from "../../stacks/load";
import { readStackFile } from "../../stacks/stack-file";

const PROJECT = "name: kiban\nruntime: nodejs\n";

/** Loads `text` as Pulumi.test.yaml of a project in a folder of its own. */
export function loadText(text: string | Buffer): StackConfig {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-stack-"));
  try {
    fs.writeFileSync(path.join(directory, "Pulumi.yaml"), PROJECT);
    fs.writeFileSync(path.join(directory, "Pulumi.test.yaml"), text);
    return loadStackFile(readStackFile(directory, "test"));
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** The message with which `text` is refused, a line for each problem; undefined where it is accepted. */
export function refusal(text: string | Buffer): string | undefined {
  try {
    loadText(text);
    return undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
}
