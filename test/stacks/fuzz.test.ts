import assert from "node:assert/strict";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import { stringify } from "yaml";
import { stackFileSchema } from "../../docs/generators/stack-file-schema";
import { refusal } from "../support/stack-file";

/** More, by environment, for a search that takes longer: `KIBAN_FUZZ_RUNS=20000 KIBAN_FUZZ_SEED=$RANDOM npm test`. */
const RUNS = Number(process.env["KIBAN_FUZZ_RUNS"] ?? 300);

const ajv = addFormats(new Ajv({ strict: false }));
const published = ajv.compile(stackFileSchema());

const word = fc.oneof(
  fc.constantFrom(
    "dev",
    "prod",
    "eks",
    "aks",
    "gke",
    "existing",
    "auto",
    "10.0.0.0/16",
    "0.0.0.0/0",
    "example.com",
    "",
  ),
  fc.string(),
  fc.stringMatching(/^[a-z]{1,12}$/),
);
const anything = fc.oneof(
  word,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.array(word),
  fc.object(),
);

/** A plausible configuration of which some keys hold anything at all. */
const configuration = fc.record(
  {
    "kiban:environment": fc.oneof(fc.constantFrom("dev", "staging", "prod"), anything),
    "kiban:cluster": fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record(
          {
            provider: fc.constantFrom("eks", "aks", "gke", "existing"),
            name: fc.oneof(fc.constant("demo"), word),
            region: fc.oneof(fc.constantFrom("eu-central-1", "westeurope", "europe-west1"), word),
            mode: fc.oneof(fc.constantFrom("standard", "auto"), anything),
            version: fc.oneof(fc.constantFrom("1.35", "1.36"), anything),
            endpoint: anything,
            nodePools: fc.oneof(
              fc.array(
                fc.record(
                  { name: word, sizes: fc.array(word), min: fc.integer(), max: fc.integer() },
                  { requiredKeys: [] },
                ),
              ),
              anything,
            ),
          },
          { requiredKeys: ["provider", "name"] },
        ),
      },
      { weight: 1, arbitrary: anything },
    ),
    "kiban:network": fc.oneof(fc.record({ cidr: word, zones: anything, nat: word }, { requiredKeys: [] }), anything),
    "kiban:domain": word,
    "kiban:dns": fc.record({ zone: word, manage: word, id: word }, { requiredKeys: [] }),
    "kiban:app": fc.record({ name: word, chart: word, values: fc.object(), delivery: word }, { requiredKeys: [] }),
    "kiban:tags": fc.dictionary(word, anything),
  },
  { requiredKeys: [] },
);

describe("any configuration whatever", () => {
  it("is accepted or refused with a message, never a crash", function () {
    this.timeout(Math.max(120_000, RUNS * 100));
    fc.assert(
      fc.property(configuration, (config) => {
        const message = refusal(stringify({ config }));
        if (message !== undefined) assert.match(message, /^The configuration is refused|Pulumi\.test\.yaml/);
      }),
      { numRuns: RUNS },
    );
  });

  it("is never accepted where the published schema refuses it", function () {
    this.timeout(Math.max(120_000, RUNS * 100));
    fc.assert(
      fc.property(configuration, (config) => {
        const text = { config };
        if (refusal(stringify(text)) === undefined) assert.ok(published(text), ajv.errorsText(published.errors));
      }),
      { numRuns: RUNS },
    );
  });

  it("that is any text at all is accepted or refused with a message", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        assert.ok(refusal(text) !== undefined);
      }),
      { numRuns: RUNS },
    );
  });
});
