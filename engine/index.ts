/** The embedded plan engine: what `pulumi preview` would register, with no CLI, plugin, network or credential. */

export { EngineError, type EngineErrorDetails } from "./errors";
export { combineFixtures, fixtures } from "./fixtures";
export type { FixtureOutputs, FixtureResource, Fixtures } from "./fixtures/contract";
export type { Program } from "./in-process";
export * from "./plan";
export { planProgram, type PlanRequest, type ProgramRequest } from "./program";
