import { EngineError } from "../engine/errors";
import { EXIT_CODES, type ExitCode } from "./exit-codes";

/** Something that the user asked for cannot be done; the message says what would be right. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The user or the system ended the command. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
  constructor(readonly signal: "SIGINT" | "SIGTERM") {
    super("interrupted");
  }
}

/** What to tell about an error, and how to exit. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** Undefined: nothing needs to be said. */
  readonly message: string | undefined;
}

/**
 * Turns an error into words for people.
 * @param debug Adds the stack trace, and that of the cause.
 */
export function explain(error: unknown, debug: boolean): Failure {
  if (error instanceof InterruptedError) {
    const exitCode = error.signal === "SIGINT" ? EXIT_CODES.interrupted : EXIT_CODES.terminated;
    return { exitCode, message: undefined };
  }
  // By name: a program below --directory may bring its own copy of the class.
  const refused = error instanceof UsageError || rootOf(error).name === "ConfigurationError";
  const exitCode = refused ? EXIT_CODES.refused : EXIT_CODES.failed;
  const lines = refused ? [rootOf(error).message] : wordsOf(error);
  if (debug) lines.push(...tracesOf(error));
  else if (!refused) lines.push("(--debug shows the stack trace)");
  return { exitCode, message: lines.join("\n") };
}

function wordsOf(error: unknown): string[] {
  if (!(error instanceof EngineError)) return [error instanceof Error ? error.message : String(error)];
  const lines = [error.message];
  if (error.urn !== undefined && !error.message.includes(error.urn)) lines.push(`  resource: ${error.urn}`);
  if (error.source !== undefined && !error.message.includes(error.source)) lines.push(`  at: ${error.source}`);
  const others = error.diagnostics.filter(
    ({ severity, message }) => severity === "error" && !error.message.includes(message),
  );
  for (const { message, urn } of others) {
    lines.push(`also: ${message.trim()}${urn === undefined ? "" : `\n  resource: ${urn}`}`);
  }
  return lines;
}

function tracesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const own = error.stack === undefined ? [] : [error.stack];
  return error.cause === undefined ? own : [...own, "Caused by:", ...tracesOf(error.cause)];
}

/** The error that the program threw, below what the engine tells about it. */
function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error && error.cause !== error ? rootOf(error.cause) : error;
}
