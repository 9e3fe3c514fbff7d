import type { Fixtures } from "../fixtures/contract";
import type { Diagnostic, PlannedInvoke } from "../plan";
import { Redactor } from "../secrets";
import type { WireObject } from "../values";
import type { StackIdentity } from "./aliases";
import { ResourceTable } from "./table";

/** What a plan is made of, as the monitor's parts see it. */
export interface MonitorSettings extends StackIdentity {
  readonly organization: string;
  /** Stack configuration by full key, such as `aws:region`. */
  readonly config: Readonly<Record<string, string>>;
  readonly secretConfigKeys: readonly string[];
  /** True to leave all outputs unknown, as in the first preview of a stack. */
  readonly unknowns: boolean;
  readonly fixtures: Fixtures;
  /** Root of the project: sources are given relative to it. */
  readonly directory: string;
  /** True to record where each resource is made. */
  readonly sources: boolean;
}

/** A call of a provider's function with its arguments as they travelled. */
export interface InvokeEntry extends Omit<PlannedInvoke, "args"> {
  readonly args: WireObject;
}

/** A plan while it is being made; shared by the monitor's parts. */
export class MonitorContext {
  readonly table = new ResourceTable();
  readonly invokes: InvokeEntry[] = [];
  readonly diagnostics: Diagnostic[] = [];
  /** Outputs of the stack. */
  stackOutputs: WireObject = {};

  readonly redactor: Redactor;
  private readonly closers: (() => void)[] = [];

  constructor(readonly settings: MonitorSettings) {
    this.redactor = new Redactor(settings.config, settings.secretConfigKeys);
  }

  /** Runs `closer` when the plan ends. */
  onClose(closer: () => void): void {
    this.closers.push(closer);
  }

  close(): void {
    this.closers.splice(0).forEach((closer) => closer());
  }

  warn(message: string, urn?: string): void {
    this.diagnostics.push({ severity: "warning", message, urn });
  }
}
