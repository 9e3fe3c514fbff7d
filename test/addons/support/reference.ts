import * as fs from "node:fs";
import * as path from "node:path";

/** Reference data that lies beside the repository: the charts' values and CRDs. */
const REFERENCE = path.resolve(__dirname, "..", "..", "..", "..", "shared");

/** The path of a reference file; undefined where there is none. */
export function referenceFile(...segments: string[]): string | undefined {
  const file = path.join(REFERENCE, ...segments);
  return fs.existsSync(file) ? file : undefined;
}

/** Skips the test, saying why, where the reference data is absent. */
export function needsReference(test: Mocha.Context): void {
  if (fs.existsSync(REFERENCE)) return;
  if (test.test) test.test.title += " (skipped: no reference data beside the repository)";
  test.skip();
}
