"use strict";
// Loaded with `node -r` into a measured process, the one way to its peak memory that all systems have.
const fs = require("node:fs");

process.on("exit", () => {
  fs.writeFileSync(process.env.KIBAN_BENCH_MEMORY, String(process.resourceUsage().maxRSS));
});
