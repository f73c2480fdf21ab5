// What the settings say, as the server and the browser need it: no word of `vscode` in it.
"use strict";

const path = require("node:path");
const { pathToFileURL } = require("node:url");

/** The program that serves, and its arguments; what makes no sense is as if it was not said. */
function serverOf(command) {
  const words = Array.isArray(command) ? command.filter((word) => typeof word === "string" && word) : [];
  const [program, ...args] = words.length ? words : ["kb", "lsp"];
  return { command: program, args };
}

/** What the server is told when it starts. */
function optionsOf(copies) {
  return typeof copies === "string" && copies ? { copies } : {};
}

/** The address of a page of a site, which is a folder (from that of the base on) or an address. */
function pageAddress(site, root, page) {
  const where = typeof site === "string" && site ? site : "public";
  if (/^https?:\/\//i.test(where)) {
    return new URL(page, where.endsWith("/") ? where : `${where}/`).href;
  }
  const [file, anchor] = page.split("#");
  const address = pathToFileURL(path.resolve(root, where, decodeURIComponent(file))).href;
  return anchor ? `${address}#${anchor}` : address;
}

module.exports = { serverOf, optionsOf, pageAddress };
