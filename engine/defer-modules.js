"use strict";
// Plain JavaScript: it must run before the first module is transpiled and before the SDK is loaded.
const Module = require("node:module");

/**
 * What the packages import at once and a plan never uses, which is half of the time to import the SDK: closure
 * serialisation with npm's package tree and TypeScript, the Automation API, and Zod's messages in sixty languages. They
 * load when one is first used, if ever.
 *
 * @type {readonly { request: string, from: RegExp, known: Readonly<Record<string, unknown>> }[]} `known` properties
 *   answer without loading
 */
const DEFERRED = [
  {
    request: "@npmcli/arborist",
    from: sourceFile("@pulumi/pulumi/runtime/closure/[^/]+"),
    known: { __esModule: true },
  },
  { request: "../../typescript-shim", from: sourceFile("@pulumi/pulumi/runtime/closure/[^/]+"), known: {} },
  { request: "./automation", from: sourceFile("@pulumi/pulumi/index"), known: { __esModule: true } },
  { request: "../locales/index.cjs", from: sourceFile("zod/v4/(?:core|classic)/[^/]+"), known: { __esModule: true } },
];
const REQUESTS = new Set(DEFERRED.map(({ request }) => request));

/** @param {string} file Path below node_modules without its ending, as a regular expression. */
function sourceFile(file) {
  return new RegExp(`/node_modules/${file}[.]c?js$`);
}

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
  const deferral = REQUESTS.has(request) && deferralOf(request, parent?.filename ?? "");
  if (!deferral) return load.call(this, request, parent, isMain);
  return deferred(() => load.call(this, request, parent, isMain), deferral.known);
};

/** @param {string} request @param {string} file */
function deferralOf(request, file) {
  const path = file.replaceAll("\\", "/");
  return DEFERRED.find((entry) => entry.request === request && entry.from.test(path));
}
