import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import * as path from "node:path";
import { buildPlan } from "./build-plan";
import type { MonitorSettings } from "./monitor/context";
import type { Plan } from "./plan";
import type { Project } from "./project";
import { serve } from "./server";
import { openSession, type Session } from "./session";

/** The SDK exits with this code after it has reported the error to the engine. */
const EXIT_CODE_REPORTED = 32;

/** How long the program may take to end after it was asked to. */
const GRACE_MILLISECONDS = 2000;

/**
 * Plans the program in a process of its own, the way the language host of `pulumi` runs it.
 * @throws EngineError when the program or the engine fails, and the signal's reason when it aborts
 */
export async function planIsolated(project: Project, settings: MonitorSettings, signal?: AbortSignal): Promise<Plan> {
  signal?.throwIfAborted();
  const session = openSession(settings);
  const server = await serve(session);
  try {
    const child = startProgram(project, settings, server.address);
    await ended(child, session, signal);
  } finally {
    session.close();
    server.stop();
  }
  signal?.throwIfAborted();
  if (session.failures.any) {
    throw session.failures.summary();
  }
  return buildPlan(session.context);
}

function startProgram(project: Project, settings: MonitorSettings, address: string): ChildProcess {
  const run = createRequire(path.join(settings.directory, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  const args = [
    `--organization=${settings.organization}`,
    `--project=${settings.project}`,
    `--root-directory=${settings.directory}`,
    `--stack=${settings.stack}`,
    `--pwd=${settings.directory}`,
    "--dry-run",
    `--monitor=${address}`,
    `--engine=${address}`,
    path.relative(settings.directory, project.main) || ".",
  ];
  return spawn(process.execPath, [run, ...args], {
    cwd: settings.directory,
    env: {
      ...process.env,
      PULUMI_CONFIG: JSON.stringify(settings.config),
      PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(settings.secretConfigKeys),
      PULUMI_NODEJS_TYPESCRIPT: "true",
      ...(project.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: project.tsconfig }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** Waits for the program's end; what it printed becomes diagnostics, as in `pulumi preview`. */
async function ended(child: ChildProcess, session: Session, signal: AbortSignal | undefined): Promise<void> {
  const output = collect(child);
  const stop = (): void => end(child);
  signal?.addEventListener("abort", stop);
  // The program would wait forever for what depends on the resource that failed.
  void session.failures.first.then(() => setTimeout(stop, GRACE_MILLISECONDS).unref());
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    for (const message of output.stdout.join("").split("\n").filter(Boolean)) {
      session.context.diagnostics.push({ severity: "info", message, urn: undefined });
    }
    if (code !== 0) {
      reportExit(code, output.stderr.join(""), session);
    }
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function collect(child: ChildProcess): { readonly stdout: string[]; readonly stderr: string[] } {
  const output = { stdout: [] as string[], stderr: [] as string[] };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => output.stdout.push(text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => output.stderr.push(text));
  return output;
}

function end(child: ChildProcess): void {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), GRACE_MILLISECONDS).unref();
}

/** Errors that the program sent to the engine tell more than its exit code. */
function reportExit(code: number | null, stderr: string, session: Session): void {
  const { diagnostics } = session.context;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  diagnostics.splice(0, diagnostics.length, ...diagnostics.filter(({ severity }) => severity !== "error"));
  for (const { message, urn } of errors) {
    session.failures.reportText(message, urn);
  }
  if (code !== EXIT_CODE_REPORTED && !session.failures.any) {
    const reason = stderr.trim() === "" ? "without a message" : `:\n${stderr.trim()}`;
    session.failures.reportText(`The program ended with exit code ${code ?? "none"} ${reason}`, undefined);
  }
}
