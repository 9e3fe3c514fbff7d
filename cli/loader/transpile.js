"use strict";
const { Buffer } = require("node:buffer");
const fs = require("node:fs");
const Module = require("node:module");

/**
 * Teaches `require` to load `.ts` files, without checking types (`npm run typecheck` does).
 * sucrase keeps each line at its place, so stack traces name lines of the TypeScript with no source map.
 * @param {import("./store.js").Store} store Keeps what was transpiled; a changed file is transpiled anew.
 */
function transpileTypeScript(store) {
  Module._extensions[".ts"] = (module, filename) => {
    const source = fs.readFileSync(filename, "utf8");
    const entry = store.entry(`ts ${filename}`, source);
    if (entry.data === undefined) entry.put(() => Buffer.from(transpile(source, filename)));
    module._compile(entry.data.toString("utf8"), filename);
  };
}

/**
 * JavaScript (CommonJS) of a TypeScript source, line by line at the same places.
 * @param {string} source
 * @param {string} filename
 * @returns {string}
 */
function transpile(source, filename) {
  const { transform } = require("sucrase");
  const options = { transforms: ["typescript", "imports"], disableESTransforms: true, filePath: filename };
  return transform(source, options).code;
}

module.exports = { transpile, transpileTypeScript };
