import * as path from "node:path";
import { Option } from "commander";
import type { OutputOptions } from "./output";

/** Options of every command. */
export interface CommonOptions extends OutputOptions {
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  readonly debug?: boolean;
}

/** The project that this command belongs to: `kiban` works from any folder. */
const OWN_PROJECT = path.resolve(__dirname, "..");

/** A fresh set, since commander's options belong to one command each. */
export function commonOptions(): Option[] {
  return [
    new Option("--directory <dir>", "folder of Pulumi.yaml and the program").default(OWN_PROJECT, "this project"),
    new Option("--no-color", "no colours; also by NO_COLOR and into a pipe or file"),
    new Option("--debug", "show stack traces"),
  ];
}
