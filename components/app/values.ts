import type { StackConfig, Values } from "../../stacks/config";
import { mergeValues } from "../../stacks/merge-values";
import type { ChartFolder } from "./chart";
import { platformValues, type PlatformFacts } from "./platform-values";

/**
 * The values that the application's chart gets beyond its own values.yaml, later ones over earlier ones: the
 * environment's file in the chart's folder, the platform's values where the chart takes them, the user's.
 *
 * @param chart Undefined for an OCI chart, which cannot be read here and so gets the user's values only.
 */
export function applicationValues(config: StackConfig, chart: ChartFolder | undefined, facts: PlatformFacts): Values {
  return mergeValues(chart?.environmentValues ?? {}, platformLayer(config, chart, facts), config.app.values);
}

/** The platform's values for a chart that takes them, else none. */
export function platformLayer(config: StackConfig, chart: ChartFolder | undefined, facts: PlatformFacts): Values {
  return chart?.takesPlatformValues ? platformValues(config, facts) : {};
}
