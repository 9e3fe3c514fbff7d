import { fixtures } from "./fixtures";
import type { Fixtures } from "./fixtures/contract";
import { planInProcess, type Program } from "./in-process";
import type { MonitorSettings } from "./monitor/context";
import type { Plan } from "./plan";

/** What a plan needs to know besides the program. */
export interface PlanRequest {
  readonly project: string;
  readonly stack: string;
  /** @default "organization", as with Pulumi's self-managed backends */
  readonly organization?: string;
  /** Stack configuration by full key, such as `kiban:environment`; objects as JSON. */
  readonly config?: Readonly<Record<string, string>>;
  readonly secretConfigKeys?: readonly string[];
  /** Leaves all outputs unknown, as in the first preview of a stack. @default false */
  readonly unknowns?: boolean;
  /** @default the fixtures in `engine/fixtures` */
  readonly fixtures?: Fixtures;
  /** Root of the project; sources are relative to it. @default the working directory */
  readonly directory?: string;
  /** Records where each resource is made. @default true */
  readonly sources?: boolean;
}

export interface ProgramRequest extends PlanRequest {
  readonly program: Program;
}

/**
 * Plans a program in this process: no cloud, no credentials, no network, no Pulumi CLI.
 * Any number of plans may follow each other or overlap; they share no state.
 * @throws EngineError when the program fails or asks for what the engine would refuse
 */
export function planProgram(request: ProgramRequest): Promise<Plan> {
  return planInProcess(request.program, monitorSettings(request));
}

/** Fills in the defaults. */
export function monitorSettings(request: PlanRequest): MonitorSettings {
  return {
    project: request.project,
    stack: request.stack,
    organization: request.organization ?? "organization",
    config: request.config ?? {},
    secretConfigKeys: request.secretConfigKeys ?? [],
    unknowns: request.unknowns ?? false,
    fixtures: request.fixtures ?? fixtures,
    directory: request.directory ?? process.cwd(),
    sources: request.sources ?? true,
  };
}
