/** The embedded plan engine: what `pulumi preview` would register, with no CLI, plugin, network or credential. */

export { criticalPath } from "./critical-path";
export { diffPlans, type PlanDiff } from "./diff";
export { planDirectory, type DirectoryRequest } from "./directory";
export { EngineError, type EngineErrorDetails } from "./errors";
export { combineFixtures, fixtures } from "./fixtures";
export type { FixtureOutputs, FixtureResource, Fixtures } from "./fixtures/contract";
export type { Program } from "./in-process";
export * from "./plan";
export { toPreviewJson, type PreviewJson } from "./preview-json";
export { planProgram, type PlanRequest, type ProgramRequest } from "./program";
