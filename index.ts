import * as random from "@pulumi/random";
import { loadConfig } from "./stacks/load";
import type { StackOutputs } from "./stacks/outputs";
import { Platform } from "./stacks/platform";

/** The program: configuration in, platform out. `pulumi up` and `kiban plan` both run this function. */
export = async (): Promise<StackOutputs> => {
  const config = loadConfig();
  const platform = new Platform("platform", { config }, { providers: [new random.Provider("random")] });
  return platform.stackOutputs;
};
