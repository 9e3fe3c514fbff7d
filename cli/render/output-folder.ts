import * as fs from "node:fs";
import * as path from "node:path";
import { UsageError } from "../errors";

/** Says that a folder is a render, and which files in it are. */
const MARKER = ".kiban-render.json";

interface Marker {
  readonly stack: string;
  readonly files: readonly string[];
}

/**
 * Checks that a folder may be replaced: it is missing, empty, or holds nothing but an earlier render.
 * @throws UsageError naming a file that is not ours.
 */
export function checkOutputFolder(folder: string): void {
  if (!fs.existsSync(folder)) return;
  if (!fs.statSync(folder).isDirectory()) throw new UsageError(`${folder} is not a folder; name a new or empty one`);
  const known = new Set([MARKER, ...(readMarker(folder)?.files ?? [])]);
  const foreign = listFiles(folder).find((file) => !known.has(file));
  if (foreign === undefined) return;
  throw new UsageError(`${folder} holds ${foreign}, which kiban render did not write; name a new or empty folder`);
}

/**
 * Puts files into a folder, all or none: into a new folder next to it, which then takes its place.
 * @param files Contents by path relative to the folder.
 */
export function replaceFolder(folder: string, stack: string, files: ReadonlyMap<string, string>): void {
  const target = fs.existsSync(folder) ? fs.realpathSync(folder) : path.resolve(folder);
  const fresh = `${target}.${process.pid}.new`;
  const old = `${target}.${process.pid}.old`;
  try {
    for (const [file, text] of files) {
      fs.mkdirSync(path.dirname(path.join(fresh, file)), { recursive: true });
      fs.writeFileSync(path.join(fresh, file), text);
    }
    fs.mkdirSync(fresh, { recursive: true });
    const marker: Marker = { stack, files: [...files.keys()].sort() };
    fs.writeFileSync(path.join(fresh, MARKER), `${JSON.stringify(marker, undefined, 1)}\n`);
    if (fs.existsSync(target)) fs.renameSync(target, old);
    fs.renameSync(fresh, target);
  } catch (error) {
    if (!fs.existsSync(target) && fs.existsSync(old)) fs.renameSync(old, target);
    throw new UsageError(`${folder} cannot be written: ${(error as Error).message}`);
  } finally {
    for (const rest of [fresh, old]) fs.rmSync(rest, { recursive: true, force: true });
  }
}

function readMarker(folder: string): Marker | undefined {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, MARKER), "utf8")) as Marker;
  } catch {
    return undefined;
  }
}

/** All files below a folder, as relative paths with `/`. */
function listFiles(folder: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"));
}
