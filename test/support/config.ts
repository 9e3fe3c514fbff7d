import type { StackConfig } from "../../stacks/config";
import { resolve } from "../../stacks/resolve";
import { stackSchema, type StackInput } from "../../stacks/schema";

/** The configuration that a user's keys resolve to, without the checks that need files or places. */
export function stackConfig(input: StackInput, stack = "test"): StackConfig {
  return resolve(stackSchema.parse(input), stack);
}
