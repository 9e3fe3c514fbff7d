import type { ProviderName } from "../../stacks/config";
import type { TargetDefinition } from "./contract";

/**
 * The definition of a target, from the folder of its name. Loaded at first use, so that a stack pays for the SDK of
 * its own cloud only.
 */
export function targetDefinition(provider: ProviderName): TargetDefinition {
  return loaders[provider]();
}

/* eslint-disable @typescript-eslint/no-require-imports -- a static import would load all three clouds' SDKs */
const loaders: Readonly<Record<ProviderName, () => TargetDefinition>> = {
  eks: () => (require("./eks") as { target: TargetDefinition }).target,
  aks: () => (require("./aks") as { target: TargetDefinition }).target,
  gke: () => (require("./gke") as { target: TargetDefinition }).target,
  existing: () => (require("./existing") as { target: TargetDefinition }).target,
};
/* eslint-enable @typescript-eslint/no-require-imports */
