import type { TargetDefinition } from "../contract";
import { check } from "./check";
import { facts } from "./facts";
import { preset } from "./preset";
import { create } from "./target";

/** Amazon EKS, standard and Auto Mode. */
export const target: TargetDefinition = { title: "Amazon EKS", facts, preset, check, create };
