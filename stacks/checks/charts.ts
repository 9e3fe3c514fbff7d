import * as fs from "node:fs";
import type { StackConfig } from "../config";
import type { Problem } from "../problem";

/** A mirror that is no address must be a folder that is there: Helm would take a missing one for a chart's name. */
export function checkCharts({ charts }: StackConfig): Problem[] {
  const { mirror } = charts;
  if (mirror === undefined || /^(oci|https):\/\//.test(mirror)) return [];
  if (fs.statSync(mirror, { throwIfNoEntry: false })?.isDirectory()) return [];
  return [
    {
      path: ["charts", "mirror"],
      message: `there is no folder ${mirror}`,
      remedy: "give a folder, relative to the project, or an oci:// or https:// address",
    },
  ];
}
