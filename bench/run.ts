import { criticalPaths } from "./critical-paths";
import { growth } from "./growth";
import { wholeProcess } from "./whole-process";

/** `npm run bench`: prints a table for each benchmark. */
async function run(): Promise<void> {
  for (const benchmark of [wholeProcess, growth, criticalPaths]) {
    process.stdout.write(`${await benchmark()}\n\n`);
  }
}

void run();
