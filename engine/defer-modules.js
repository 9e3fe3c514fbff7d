"use strict";
// Plain JavaScript: it must run before the first module is transpiled and before the SDK is loaded.
const Module = require("node:module");

/**
 * Requests that only the SDK's closure serialisation makes, and that cost half of the time to import the SDK: the
 * package tree of npm, and TypeScript. A plan serialises no closure, so they load when one is first used, if ever.
 *
 * @type {ReadonlyMap<string, Readonly<Record<string, unknown>>>} properties that answer without loading
 */
const DEFERRED = new Map([
  ["@npmcli/arborist", { __esModule: true }],
  ["../../typescript-shim", {}],
]);

const CLOSURE_FOLDER = /[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]closure[\\/][^\\/]+$/;

/**
 * Stands for a module until one of its properties is read.
 *
 * @param {() => object} load
 * @param {Readonly<Record<string, unknown>>} known
 * @returns {object}
 */
function deferred(load, known) {
  /** @type {object | undefined} */
  let loaded;
  const target = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      get: (_, property) =>
        typeof property === "string" && Object.hasOwn(known, property)
          ? known[property]
          : Reflect.get(target(), property),
      has: (_, property) => Reflect.has(target(), property),
      ownKeys: () => Reflect.ownKeys(target()),
      getOwnPropertyDescriptor: (_, property) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(target(), property);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

const load = Module._load;

/**
 * @param {string} request
 * @param {{ filename?: string } | undefined} parent
 * @param {boolean} isMain
 */
Module._load = function (request, parent, isMain) {
  const known = DEFERRED.get(request);
  if (known === undefined || !CLOSURE_FOLDER.test(parent?.filename ?? "")) {
    return load.call(this, request, parent, isMain);
  }
  return deferred(() => load.call(this, request, parent, isMain), known);
};
