import { createRequire } from "node:module";
import * as path from "node:path";
import { EngineError } from "./errors";
import { planInProcess, type Program } from "./in-process";
import { planIsolated } from "./isolated";
import type { Plan } from "./plan";
import { monitorSettings, type PlanRequest } from "./program";
import { type Project, readProject } from "./project";

/** What to plan: a project's folder with its `Pulumi.yaml`. */
export interface DirectoryRequest extends Omit<PlanRequest, "project"> {
  readonly directory: string;
  /** @default the name in `Pulumi.yaml` */
  readonly project?: string;
  /** Runs the program in a process of its own, as `pulumi` does, in place of this one. @default false */
  readonly isolated?: boolean;
  /** Ends the plan early; an isolated program's process ends with it. */
  readonly signal?: AbortSignal;
}

/**
 * Plans the project in a folder. Both ways of running give the same plan; in process is faster.
 * @throws EngineError when the project cannot be read, or the program fails
 */
export async function planDirectory(request: DirectoryRequest): Promise<Plan> {
  const directory = path.resolve(request.directory);
  const project = readProject(directory);
  const settings = monitorSettings({ ...request, directory, project: request.project ?? project.name });
  return request.isolated === true
    ? planIsolated(project, settings, request.signal)
    : planInProcess(loader(project, directory), settings, request.signal);
}

/** Loads the program when the stack is ready for it, as the SDK does. */
function loader(project: Project, directory: string): Program {
  return async () => {
    const load = createRequire(path.join(directory, "package.json"));
    const program: unknown = load(project.main);
    if (typeof program !== "function") {
      throw new EngineError(
        "The program must export a function (`export = async () => { ... }`) to be planned in process: modules load once",
      );
    }
    return program() as ReturnType<Program>;
  };
}
