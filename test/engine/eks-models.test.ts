import assert from "node:assert/strict";
import { planProgram, type Plan, type PlannedResource, type PlanValue } from "../../engine";
import {
  asRecorded,
  readRecording,
  recordedFixtures,
  recordedProgram,
  type Recording,
  type RecordedResource,
} from "./support/eks-recording";

/** Recorded in a first preview: nothing that AWS decides was known. */
const UNKNOWN_SCENARIOS = new Set(["public-cidrs"]);

async function planRecording(name: string, recording: Recording): Promise<Plan> {
  return planProgram({
    project: "ekstest",
    stack: name,
    program: recordedProgram(recording),
    unknowns: UNKNOWN_SCENARIOS.has(name),
    fixtures: recordedFixtures(recording),
  });
}

/** References to resources in one form: the recordings keep the protocol's. */
function normalized(value: PlanValue): PlanValue {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((part: PlanValue) => normalized(part));
  }
  const entries = Object.entries(value as { readonly [key: string]: PlanValue });
  if (entries.some(([key]) => key === "urn")) {
    const { urn, id } = value as { readonly urn: string; readonly id?: string };
    return id === undefined ? { urn } : { urn, id: id === "" ? "[unknown]" : id };
  }
  return Object.fromEntries(entries.map(([key, part]) => [key, normalized(part)]));
}

function byKey(resources: readonly RecordedResource[]): Map<string, RecordedResource> {
  return new Map(
    resources.map((resource) => [`${resource.parent ?? ""} > ${resource.type}::${resource.name}`, resource]),
  );
}

function planned(plan: Plan): readonly PlannedResource[] {
  return plan.resources.filter(({ name }) => !name.startsWith("default_"));
}

describe("the models of eks", () => {
  for (const name of ["private-api", "auto-mode", "public-cidrs"]) {
    describe(`against the recording ${name}`, () => {
      let recording: Recording;
      let plan: Plan;

      before(async function () {
        const found = readRecording(name);
        if (found === undefined) {
          console.log("      skipped: the recordings lie outside of the repository, in ../shared/eks-children");
          this.skip();
        }
        recording = found;
        plan = await planRecording(name, recording);
      });

      it("registers the same resources below the same parents", () => {
        const expected = [...byKey(recording.resources).keys()].sort();
        assert.deepEqual([...byKey(planned(plan).map(asRecorded)).keys()].sort(), expected);
      });

      it("gives them the same inputs", () => {
        const actual = byKey(planned(plan).map(asRecorded));
        for (const [key, resource] of byKey(recording.resources)) {
          assert.deepEqual(normalized(actual.get(key)?.inputs ?? {}), normalized(resource.inputs ?? {}), key);
        }
      });

      it("gives them the same dependencies", () => {
        const actual = byKey(planned(plan).map(asRecorded));
        for (const [key, resource] of byKey(recording.resources)) {
          assert.deepEqual(
            [...(actual.get(key)?.dependencies ?? [])].sort(),
            [...(resource.dependencies ?? [])].sort(),
            key,
          );
        }
      });

      it("gives them the same providers", () => {
        const providers = new Map(planned(plan).map(({ urn, provider }) => [urn, provider?.split("::").at(-2)]));
        for (const resource of planned(plan)) {
          const recorded = byKey(recording.resources).get([...byKey([asRecorded(resource)]).keys()][0] ?? "");
          assert.equal(providers.get(resource.urn), recorded?.provider, resource.urn);
        }
      });

      it("marks the children as modelled and the component as remote", () => {
        for (const resource of planned(plan)) {
          const remote = /^eks:index:(Cluster|ManagedNodeGroup|Addon)$/.test(resource.type);
          assert.equal(resource.remote, remote, resource.urn);
          const child = resource.urn.includes("$") && !remote;
          assert.equal(resource.modelled, child, resource.urn);
        }
      });
    });
  }
});
