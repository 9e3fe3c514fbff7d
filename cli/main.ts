import { Command, CommanderError } from "commander";
import { createProgram } from "./program";
import { explain } from "./errors";
import { EXIT_CODES } from "./exit-codes";
import { interruptSignal } from "./interrupt";
import { endQuietlyOnBrokenPipe } from "./output";

/** Runs the command line and ends the process with one of EXIT_CODES. */
export async function main(argv: readonly string[]): Promise<void> {
  endQuietlyOnBrokenPipe();
  const program = createProgram(interruptSignal());
  // A rejection that nobody awaits would else print a stack trace.
  process.on("unhandledRejection", (error) => process.exit(fail(error, argv.includes("--debug"))));
  process.exit(await run(program, argv));
}

async function run(program: Command, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync(argv);
    return Number(process.exitCode ?? EXIT_CODES.ok);
  } catch (error) {
    // commander has written its message, with the nearest command or option, itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.ok : EXIT_CODES.refused;
    return fail(error, argv.includes("--debug"));
  }
}

function fail(error: unknown, debug: boolean): number {
  const { exitCode, message } = explain(error, debug);
  if (message !== undefined) process.stderr.write(`error: ${message}\n`);
  return exitCode;
}
