"use strict";
// Preloaded into a child process: any connection beyond this machine, and any look-up of a name, ends the process.
const dns = require("node:dns");
const net = require("node:net");

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost", "0.0.0.0"]);

function refuse(what) {
  process.stderr.write(`NETWORK USED: ${what}\n`);
  process.exit(97);
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const host = typeof options === "object" ? (options.path ? "localhost" : (options.host ?? "localhost")) : args[1];
  if (!LOOPBACK.has(host)) refuse(host);
  return connect.apply(this, args);
};

const lookup = dns.lookup;
dns.lookup = function (name, ...rest) {
  if (!LOOPBACK.has(name)) refuse(name);
  return lookup.call(this, name, ...rest);
};
