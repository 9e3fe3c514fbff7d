import * as path from "node:path";
import { criticalPath, planDirectory } from "../engine";
import { listStacks, readStackFile } from "../stacks/stack-file";
import { formatTable } from "./table";

const ROOT = path.resolve(__dirname, "..");

/** The longest chain of resources that wait for each other, for each stack of the repository. */
export async function criticalPaths(): Promise<string> {
  const rows: string[][] = [];
  const chains: string[] = [];
  for (const stack of listStacks(ROOT)) {
    const { config, secretKeys } = readStackFile(ROOT, stack);
    const plan = await planDirectory({ directory: ROOT, stack, config, secretConfigKeys: secretKeys });
    const chain = criticalPath(plan);
    rows.push([stack, String(plan.resources.length), String(chain.length)]);
    chains.push(`${stack}: ${chain.map(({ name }) => name).join(" > ")}`);
  }
  return [formatTable("Critical path", ["stack", "resources", "length"], rows), ...chains].join("\n");
}
