/** Exit codes of every `kiban` command. */
export const EXIT_CODES = {
  /** Done. */
  ok: 0,
  /** The program failed while it was planned, or a chart could not be rendered. */
  failed: 1,
  /** Wrong options, or a configuration that is refused: nothing was started. */
  refused: 2,
  /** `plan --against FILE --exit-code`: there are changes; `compare`: the same object differs between targets. */
  different: 3,
  /** Ctrl-C. */
  interrupted: 130,
  /** SIGTERM. */
  terminated: 143,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** Words for the help text and docs/cli.md. */
export const EXIT_CODE_WORDS: ReadonlyMap<ExitCode, string> = new Map([
  [EXIT_CODES.ok, "done"],
  [EXIT_CODES.failed, "the program failed while it was planned, or a chart could not be rendered"],
  [EXIT_CODES.refused, "wrong options, or a configuration that is refused; nothing was started"],
  [
    EXIT_CODES.different,
    "`plan --against --exit-code`: there are changes; `compare`: an object differs between targets",
  ],
  [EXIT_CODES.interrupted, "interrupted by Ctrl-C; nothing half-written is left"],
  [EXIT_CODES.terminated, "ended by SIGTERM; nothing half-written is left"],
]);
