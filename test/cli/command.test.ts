import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { kiban, temporaryProject } from "./support/kiban";

const PROGRAM = `
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

class Greeter extends pulumi.ComponentResource {
  constructor(name: string) {
    super("sample:index:Greeter", name);
    new random.RandomPassword("password", { length: 16, keepers: { token: pulumi.secret("hunter2") } }, { parent: this });
    this.registerOutputs({});
  }
}

export = async () => {
  new Greeter("greeter");
  return { token: pulumi.secret("hunter2"), greeting: new pulumi.Config().require("greeting") };
};
`;

const BROKEN = `
import * as pulumi from "@pulumi/pulumi";

class Broken extends pulumi.ComponentResource {
  constructor(name: string) {
    super("sample:index:Broken", name);
    throw new Error("the length is missing");
  }
}

export = async () => {
  new Broken("broken");
};
`;

const REJECTING = `
import * as random from "@pulumi/random";

export = async () => {
  new random.RandomPassword("password", { length: Promise.reject(new Error("nobody knows the length")) });
};
`;

/** Lines of a stack trace. */
const TRACE = /^\s+at .*:\d+:\d+/m;

describe("kiban plan", () => {
  let project: string;
  before(() => {
    project = temporaryProject({ "index.ts": PROGRAM });
  });
  after(() => fs.rmSync(project, { recursive: true }));

  it("prints plain text without secrets into a pipe", async () => {
    const { code, stdout, stderr } = await kiban(["plan", "--directory", project]);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.match(stdout, /sample:index:Greeter +greeter +create/);
    assert.match(stdout, /^ {2}greeting +hello$/m);
    assert.match(stdout, /^Resources: 2 to create, in 1 component$/m);
    assert.ok(!stdout.includes("\u001b"), "no colours");
    assert.ok(!stdout.includes("hunter2"), "no secret");
  });

  it("prints JSON that holds every resource", async () => {
    const { code, stdout } = await kiban(["plan", "--directory", project, "--json"]);
    assert.equal(code, 0);
    const { steps } = JSON.parse(stdout) as { steps: { urn: string; op: string }[] };
    assert.ok(steps.some(({ urn, op }) => urn.endsWith("RandomPassword::password") && op === "create"));
    assert.ok(!stdout.includes("hunter2"), "no secret");
  });

  it("shows one resource with the line of the program that makes it", async () => {
    const { stdout } = await kiban(["plan", "--directory", project, "--show", "password"]);
    assert.match(stdout, /^source +index\.ts:8$/m);
    assert.match(stdout, /^ {2}length: 16$/m);
    assert.match(stdout, /token: "\[secret\]"/);
  });

  it("saves a plan, and tells what changed since, property by property", async () => {
    const file = path.join(project, "plan.json");
    const changed = temporaryProject({ "index.ts": PROGRAM.replace("length: 16", "length: 20") });
    assert.equal((await kiban(["plan", "--directory", project, "--save", file])).code, 0);
    const [same, other] = await Promise.all([
      kiban(["plan", "--directory", project, "--against", file, "--exit-code"]),
      kiban(["plan", "--directory", changed, "--against", file, "--exit-code"]),
    ]);
    fs.rmSync(changed, { recursive: true });
    assert.equal(same.code, 0);
    assert.match(same.stdout, /No changes/);
    assert.equal(other.code, 3);
    assert.match(other.stdout, /length: 16 => 20/);
  });

  it("leaves a saved plan whole when it is killed at any time", async () => {
    const file = path.join(project, "kept.json");
    fs.writeFileSync(file, "before");
    await Promise.all(
      [200, 400, 600, 800, 1000].map((after) =>
        kiban(["plan", "--directory", project, "--save", file], { kill: { signal: "SIGKILL", after } }),
      ),
    );
    const text = fs.readFileSync(file, "utf8");
    if (text !== "before") assert.ok(JSON.parse(text));
  });

  it("ends by Ctrl-C with 130, without a word and without a rest", async () => {
    const slow = temporaryProject({
      "index.ts": "export = () => new Promise(() => setInterval(() => undefined, 1000));\n",
    });
    const file = path.join(slow, "plan.json");
    const { code, stderr } = await kiban(["plan", "--directory", slow, "--save", file], {
      kill: { signal: "SIGINT", after: 5000 },
    });
    assert.deepEqual({ code, stderr }, { code: 130, stderr: "" });
    assert.ok(!fs.readdirSync(slow).some((name) => name.includes("plan.json")));
    fs.rmSync(slow, { recursive: true });
  });
});

describe("what kiban refuses", () => {
  const refusals: { name: string; args: string[]; files?: Record<string, string>; code: number; says: RegExp[] }[] = [
    { name: "a mistyped command", args: ["plna"], code: 2, says: [/unknown command 'plna'/, /Did you mean plan\?/] },
    {
      name: "a mistyped option",
      args: ["plan", "--jsno"],
      code: 2,
      says: [/unknown option '--jsno'/, /Did you mean --json\?/],
    },
    {
      name: "a stack that has no file",
      args: ["plan", "-s", "prodd"],
      code: 2,
      says: [/Pulumi\.prodd\.yaml: there is no such stack file; did you mean "prod"/, /stacks here: .*dev/],
    },
    { name: "--exit-code alone", args: ["plan", "--exit-code"], code: 2, says: [/--exit-code needs --against/] },
    {
      name: "a saved plan that is none",
      args: ["plan", "--against", __filename],
      code: 2,
      says: [/is no saved plan \(not JSON\); write it anew/],
    },
    {
      name: "a stack file that is no YAML",
      args: ["plan"],
      files: { "index.ts": PROGRAM, "Pulumi.dev.yaml": "config:\n  a: [1\n" },
      code: 2,
      says: [/Pulumi\.dev\.yaml:\d+:\d+: not valid YAML/],
    },
    {
      name: "a component that fails, with its place",
      args: ["plan"],
      files: { "index.ts": BROKEN },
      code: 1,
      says: [/the length is missing/, /index\.ts:7/],
    },
    {
      name: "an input that is rejected, with the line of the resource that it belongs to",
      args: ["plan"],
      files: { "index.ts": REJECTING },
      code: 1,
      says: [/nobody knows the length/, /index\.ts:5/],
    },
  ];
  for (const { name, args, files, code, says } of refusals) {
    it(name, async () => {
      const directory = files === undefined ? undefined : temporaryProject(files);
      const ended = await kiban([...args, ...(directory === undefined ? [] : ["--directory", directory])]);
      if (directory !== undefined) fs.rmSync(directory, { recursive: true });
      assert.equal(ended.code, code, ended.stderr);
      for (const words of says) assert.match(ended.stderr, words);
      assert.doesNotMatch(ended.stderr, TRACE);
      assert.equal(ended.stdout, "");
    });
  }

  it("shows the stack trace of the program with --debug", async () => {
    const directory = temporaryProject({ "index.ts": BROKEN });
    const { stderr } = await kiban(["plan", "--debug", "--directory", directory]);
    fs.rmSync(directory, { recursive: true });
    assert.match(stderr, /^\s+at new Broken \(.*index\.ts:7:\d+\)$/m);
  });
});
