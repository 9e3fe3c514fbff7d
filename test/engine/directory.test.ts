import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { EngineError, planDirectory, type Plan } from "../../engine";

const PROGRAMS = path.join(__dirname, "programs");
const TOKEN = "s3cr3t-token";

function planFeatures(isolated: boolean, unknowns: boolean): Promise<Plan> {
  return planDirectory({
    directory: path.join(PROGRAMS, "features"),
    stack: "dev",
    config: { "features:owner": "someone", "features:token": TOKEN },
    secretConfigKeys: ["features:token"],
    unknowns,
    isolated,
  });
}

/** The parts of a plan that do not depend on which of two independent resources came first. */
function graph(plan: Plan): unknown {
  const resources = [...plan.resources].sort((left, right) => (left.urn < right.urn ? -1 : 1));
  return { ...plan, resources, invokes: [...plan.invokes].map((invoke) => JSON.stringify(invoke)).sort() };
}

async function failure(work: Promise<unknown>): Promise<EngineError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof EngineError, String(error));
  return error;
}

describe("a project's folder", () => {
  for (const unknowns of [false, true]) {
    it(`is planned the same in process and isolated, with outputs ${unknowns ? "unknown" : "known"}`, async () => {
      const inProcess = await planFeatures(false, unknowns);
      const isolated = await planFeatures(true, unknowns);
      assert.deepEqual(graph(isolated), graph(inProcess));
      assert.ok(
        inProcess.resources.every(
          ({ source, type }) => source !== undefined || /^pulumi:(providers|pulumi):/.test(type),
        ),
      );
      assert.doesNotMatch(JSON.stringify([inProcess, isolated]), new RegExp(TOKEN));
    });
  }

  for (const isolated of [false, true]) {
    it(`tells of an error in the program with its place, ${isolated ? "isolated" : "in process"}`, async () => {
      const error = await failure(planDirectory({ directory: path.join(PROGRAMS, "failing"), stack: "dev", isolated }));
      assert.match(error.message, /^thing \[test:index:Group\]: Duplicate resource URN/);
      assert.equal(error.urn, "urn:pulumi:dev::failing::test:index:Group::thing");
      assert.equal(error.source, "index.ts:11");
    });
  }

  it("ends the process of an isolated program on a signal", async () => {
    const controller = new AbortController();
    const work = planDirectory({
      directory: path.join(PROGRAMS, "endless"),
      stack: "dev",
      isolated: true,
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error("stopped")), 300);
    await assert.rejects(work, /stopped/);
  });

  it("must have a Pulumi.yaml with a name", async () => {
    const directory = mkdtempSync(path.join(tmpdir(), "kiban-engine-"));
    try {
      assert.match((await failure(planDirectory({ directory, stack: "dev" }))).message, /no Pulumi\.yaml/);
      writeFileSync(path.join(directory, "Pulumi.yaml"), "");
      assert.match((await failure(planDirectory({ directory, stack: "dev" }))).message, /names no project/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
