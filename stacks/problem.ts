/** One thing that is wrong in the configuration, before it is given a place in a file. */
export interface Problem {
  /** Path below `kiban:`, such as `["cluster", "nodePools", 1, "max"]`. */
  readonly path: readonly (string | number)[];
  /** What is wrong, as a sentence without the key's name and without a full stop. */
  readonly message: string;
  /** What would be right; shown after the message. */
  readonly remedy: string;
}
