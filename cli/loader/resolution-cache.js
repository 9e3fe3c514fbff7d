"use strict";
const { Buffer } = require("node:buffer");
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const PACKAGES = path.join(__dirname, "..", "..", "node_modules") + path.sep;

/**
 * Keeps where the packages' own requests lead, which for a thousand modules takes longer than to run them. Holds until
 * the next installation, which npm tells by a file of its own; other package managers' packages are looked up anew.
 * @param {import("./store.js").Store} store
 */
function cacheResolutions(store) {
  const installation = describeInstallation();
  if (installation === undefined) return;
  const entry = store.entry("resolutions", installation);
  const known = new Map(entry.data === undefined ? [] : JSON.parse(entry.data.toString("utf8")));
  const resolveAsNode = Module._resolveFilename;
  Module._resolveFilename = function resolveFilename(request, parent, isMain, options) {
    const from = parent?.filename;
    const ours = options === undefined && typeof from === "string" && from.startsWith(PACKAGES);
    if (!ours || Module.isBuiltin(request)) return resolveAsNode.call(this, request, parent, isMain, options);
    const key = `${path.dirname(from).slice(PACKAGES.length)}:${request}`;
    const found = known.get(key);
    if (found !== undefined && fs.existsSync(PACKAGES + found)) return PACKAGES + found;
    const file = resolveAsNode.call(this, request, parent, isMain, options);
    if (file.startsWith(PACKAGES)) {
      known.set(key, file.slice(PACKAGES.length));
      entry.put(() => Buffer.from(JSON.stringify([...known])));
    }
    return file;
  };
}

/** Changes with each `npm install`; undefined where npm did not install the packages. */
function describeInstallation() {
  const { mtimeMs, size } = fs.statSync(`${PACKAGES}.package-lock.json`, { throwIfNoEntry: false }) ?? {};
  return mtimeMs === undefined ? undefined : `${mtimeMs} ${size}`;
}

module.exports = { cacheResolutions };
