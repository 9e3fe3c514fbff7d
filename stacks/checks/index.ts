import type { StackConfig } from "../config";
import type { Problem } from "../problem";
import { checkApp } from "./app";
import { checkCharts } from "./charts";
import { checkCluster } from "./cluster";
import { checkDns } from "./dns";
import { checkNetwork } from "./network";

/** What no target allows, whatever the schema says of the single keys. */
export function checkConfig(config: StackConfig): Problem[] {
  return [
    ...checkCluster(config),
    ...checkNetwork(config),
    ...checkDns(config),
    ...checkApp(config),
    ...checkCharts(config),
  ];
}
