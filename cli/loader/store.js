"use strict";
const { Buffer } = require("node:buffer");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const zlib = require("node:zlib");

/** Raise when what is stored changes its meaning. */
const FORMAT = 2;
const HEADER_BYTES = 4;

/**
 * What the loader keeps between runs, in one file: read at once at the start, replaced at the end when there is news.
 * An entry holds for exactly one source text, so nothing stale is ever used. Whatever goes wrong with the file, the
 * program runs without it.
 */
class Store {
  /** @param {string | undefined} directory Undefined: nothing is kept. */
  constructor(directory) {
    this.directory = directory;
    this.file = directory === undefined ? undefined : path.join(directory, fileName());
    this.stored = this.file === undefined ? new Map() : read(this.file);
    this.fresh = new Map();
  }

  /**
   * @param {string} key Names the entry.
   * @param {string} source The text that the entry is made from.
   * @returns {{ data: Buffer | undefined, put(make: () => Buffer): void }} `data` is undefined until something is put.
   */
  entry(key, source) {
    // The checksum that Node's own cache of compiled code relies on.
    const hash = `${zlib.crc32(source)} ${source.length}`;
    const known = this.stored.get(key);
    const put = (make) => this.fresh.set(key, { hash, make: once(make) });
    const fresh = this.fresh;
    return {
      get data() {
        const added = fresh.get(key);
        if (added !== undefined && added.hash === hash) return added.make();
        return known !== undefined && known.hash === hash ? known.data : undefined;
      },
      put,
    };
  }

  /** Replaces the file as a whole, so that a reader never sees half of it. */
  save() {
    if (this.file === undefined || this.fresh.size === 0) return;
    const temporary = `${this.file}.${process.pid}`;
    try {
      for (const [key, { hash, make }] of this.fresh) this.stored.set(key, { hash, data: make() });
      fs.writeFileSync(temporary, encode(this.stored), { mode: 0o600 });
      fs.renameSync(temporary, this.file);
    } catch {
      fs.rmSync(temporary, { force: true });
    }
  }
}

/** Compiled code is good for one V8 on one processor only. */
function fileName() {
  return `code-${FORMAT}-${process.arch}-${process.versions.v8}`;
}

function once(make) {
  let made;
  return () => (made ??= make());
}

function encode(entries) {
  const list = [...entries];
  const index = Buffer.from(JSON.stringify(list.map(([key, { hash, data }]) => [key, hash, data.length])));
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt32LE(index.length);
  return Buffer.concat([header, index, ...list.map(([, { data }]) => data)]);
}

function read(file) {
  const entries = new Map();
  try {
    const bytes = fs.readFileSync(file);
    let offset = HEADER_BYTES + bytes.readUInt32LE(0);
    for (const [key, hash, length] of JSON.parse(bytes.toString("utf8", HEADER_BYTES, offset))) {
      entries.set(key, { hash, data: bytes.subarray(offset, offset + length) });
      offset += length;
    }
    return offset === bytes.length ? entries : new Map();
  } catch {
    return new Map();
  }
}

/** The first folder of the user's own that can be written; a shared temporary folder could be poisoned by others. */
function findDirectory() {
  const packages = path.join(__dirname, "..", "..", "node_modules");
  const home = process.env.XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
  return [path.join(packages, ".cache", "kiban"), path.join(home, "kiban")].find((directory) => {
    try {
      fs.mkdirSync(directory, { recursive: true });
      fs.accessSync(directory, fs.constants.W_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** @returns {Store} */
function openStore() {
  return new Store(findDirectory());
}

module.exports = { openStore };
