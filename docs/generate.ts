import * as fs from "node:fs";
import * as path from "node:path";
import { cliReference } from "./generators/cli-reference";
import { configReference } from "./generators/config-reference";
import { stackFileSchema } from "./generators/stack-file-schema";

/** Files that are generated from the sources, with what they must hold. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["schema/stack.schema.json", `${JSON.stringify(stackFileSchema(), null, 2)}\n`],
    ["docs/config.md", configReference()],
    ["docs/cli.md", cliReference()],
  ]);
}

if (require.main === module) {
  const root = path.resolve(__dirname, "..");
  for (const [file, text] of generatedFiles()) fs.writeFileSync(path.join(root, file), text);
}
