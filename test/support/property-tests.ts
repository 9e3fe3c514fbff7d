import * as fc from "fast-check";

// A fixed seed, so that a change fails for its own reasons; `KIBAN_FUZZ_SEED` searches elsewhere.
fc.configureGlobal({ seed: Number(process.env["KIBAN_FUZZ_SEED"] ?? 20_260_801) });
