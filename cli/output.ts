import pico from "picocolors";

/** Functions that colour a text, or leave it as it is. */
export type Colors = ReturnType<typeof pico.createColors>;

/** What the common options say about output. */
export interface OutputOptions {
  /** False with `--no-color`. */
  readonly color: boolean;
}

/** Colours for standard output: none with `--no-color` or `NO_COLOR`, and none into a pipe or a file. */
export function colorsFor(options: OutputOptions): Colors {
  const wanted = options.color && (process.env["NO_COLOR"] ?? "") === "" && process.stdout.isTTY === true;
  return pico.createColors(wanted);
}

/** Writes to standard output and waits until it has been taken, so that `process.exit` cuts nothing off. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve) => {
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, () => resolve());
  });
}

/** A reader such as `head` may stop reading: that is no error. */
export function endQuietlyOnBrokenPipe(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      process.exit();
    });
  }
}
