import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const ROOT = path.resolve(__dirname, "../../..");
export const BIN = path.join(ROOT, "bin", "kiban.js");

/** How a process ended. */
export interface Ended {
  /** Undefined for a process that a signal ended. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

interface Settings {
  readonly env?: NodeJS.ProcessEnv;
  /** A signal to send and the milliseconds to wait before. */
  readonly kill?: { readonly signal: NodeJS.Signals; readonly after: number };
}

/** Runs `kiban` as a user does, in a process whose output is no terminal. */
export function kiban(args: readonly string[], settings: Settings = {}): Promise<Ended> {
  const env = { ...process.env, ...settings.env };
  // The tests' own loader must not reach the process.
  delete env["NODE_OPTIONS"];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [BIN, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? undefined, ...output }));
    const { kill } = settings;
    if (kill !== undefined) setTimeout(() => child.kill(kill.signal), kill.after);
  });
}

/** A Pulumi project in a temporary folder, with the packages of this one. */
export function temporaryProject(files: Readonly<Record<string, string>>): string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-project-"));
  fs.symlinkSync(path.join(ROOT, "node_modules"), path.join(directory, "node_modules"), "junction");
  const common = {
    "Pulumi.yaml": "name: sample\nruntime: nodejs\nmain: index.ts\n",
    "Pulumi.dev.yaml": "config:\n  sample:greeting: hello\n",
  };
  for (const [file, text] of Object.entries({ ...common, ...files }))
    fs.writeFileSync(path.join(directory, file), text);
  return directory;
}
