import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { generatedFiles } from "../../docs/generate";

describe("generated files", () => {
  for (const [file, text] of generatedFiles()) {
    it(`${file} is what \`npm run generate\` writes`, () => {
      const written = fs.readFileSync(path.resolve(__dirname, "../..", file), "utf8");
      assert.equal(written, text, `run \`npm run generate\` and commit ${file}`);
    });
  }
});
