import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const LOADER = path.resolve(__dirname, "../../cli/loader");

/** Runs a TypeScript file through a copy of the loader, whose cache is then its own. */
class Sandbox {
  readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), "kiban-loader-"));
  readonly cache = path.join(this.folder, "node_modules", ".cache", "kiban");

  constructor() {
    fs.cpSync(LOADER, path.join(this.folder, "cli", "loader"), { recursive: true });
    fs.mkdirSync(path.join(this.folder, "node_modules"));
    fs.symlinkSync(
      path.dirname(require.resolve("sucrase/package.json")),
      path.join(this.folder, "node_modules", "sucrase"),
    );
  }

  run(source: string, home = this.folder): { readonly output: string; readonly error: string } {
    const file = path.join(this.folder, "program.ts");
    fs.writeFileSync(file, source);
    const env = { ...process.env, XDG_CACHE_HOME: path.join(home, "home"), NODE_OPTIONS: "" };
    const ended = spawnSync(process.execPath, ["-r", path.join(this.folder, "cli", "loader", "register.js"), file], {
      env,
      encoding: "utf8",
    });
    return { output: ended.stdout.trim(), error: ended.stderr };
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true });
  }
}

describe("the loader of TypeScript", () => {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  it("never runs what a file held before", () => {
    const stamp = new Date(0);
    for (const word of ["one", "two", "two", "one"]) {
      assert.equal(sandbox.run(`const word: string = "${word}";\nconsole.log(word);\n`).output, word);
      fs.utimesSync(path.join(sandbox.folder, "program.ts"), stamp, stamp);
    }
    assert.ok(fs.readdirSync(sandbox.cache).length > 0, "something is kept");
  });

  it("names lines of the TypeScript in a stack trace", () => {
    const source =
      "interface Word {\n  text: string;\n}\n\nconst word: Word | undefined = undefined;\nthrow new Error(String(word));\n";
    for (const state of ["cold", "warm"]) assert.match(sandbox.run(source).error, /program\.ts:6/, state);
  });

  it("works with a cache that is damaged", () => {
    sandbox.run("console.log(1);");
    const [file = ""] = fs.readdirSync(sandbox.cache);
    const whole = fs.readFileSync(path.join(sandbox.cache, file));
    for (const damaged of [Buffer.alloc(0), whole.subarray(0, whole.length / 2), Buffer.alloc(whole.length, 255)]) {
      fs.writeFileSync(path.join(sandbox.cache, file), damaged);
      assert.deepEqual(sandbox.run("console.log(1);"), { output: "1", error: "" });
    }
  });

  it("works where nothing can be kept", () => {
    // A file where the folders of the cache would be.
    fs.writeFileSync(path.join(sandbox.folder, "node_modules", ".cache"), "");
    const blocked = path.join(sandbox.folder, "blocked");
    fs.writeFileSync(blocked, "");
    assert.deepEqual(sandbox.run("console.log(1);", blocked), { output: "1", error: "" });
  });
});
