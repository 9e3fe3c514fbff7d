import type { TargetDefinition } from "../contract";
import { check } from "./check";
import { createTarget } from "./create";
import { facts } from "./facts";
import { preset } from "./preset";

/** Azure Kubernetes Service on `@pulumi/azure-native`. */
export const target: TargetDefinition = {
  title: "Azure Kubernetes Service",
  facts,
  preset,
  check,
  create: createTarget,
};
