import type { Diagnostic } from "./plan";

/** What is known about a failed plan besides the message. */
export interface EngineErrorDetails {
  /** URN of the resource that the failure belongs to, where it can be known. */
  readonly urn?: string;
  /** `file:line` below the project where the failure arose, where it can be known. */
  readonly source?: string;
  /** Everything that was reported until the failure; the failure itself is the first error among them. */
  readonly diagnostics?: readonly Diagnostic[];
  /** The error that the program threw. */
  readonly cause?: unknown;
}

/** The program could not be planned; the message is for people. */
export class EngineError extends Error {
  readonly urn: string | undefined;
  readonly source: string | undefined;
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, details: EngineErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "EngineError";
    this.urn = details.urn;
    this.source = details.source;
    this.diagnostics = details.diagnostics ?? [];
  }
}
