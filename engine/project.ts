import { existsSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { EngineError } from "./errors";

/** What a plan needs of `Pulumi.yaml`. */
export interface Project {
  readonly name: string;
  /** The program's file or folder, absolute. */
  readonly main: string;
  /** The `tsconfig` that the program is transpiled with, relative to the project. */
  readonly tsconfig: string | undefined;
}

/** Reads `Pulumi.yaml`. @throws EngineError that names the file when it is missing or says too little */
export function readProject(directory: string): Project {
  const file = path.join(directory, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw new EngineError(`There is no Pulumi.yaml in ${directory}`);
  }
  const text = readFileSync(file, "utf8");
  const name = text === "" ? undefined : field(parse(text), "name");
  if (typeof name !== "string") {
    throw new EngineError(`${file} names no project: add \`name: <project>\``);
  }
  const main = field(parse(text), "main");
  const tsconfig = field(field(field(parse(text), "runtime"), "options"), "tsconfig");
  return {
    name,
    main: path.resolve(directory, typeof main === "string" ? main : "."),
    tsconfig: typeof tsconfig === "string" ? tsconfig : undefined,
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
