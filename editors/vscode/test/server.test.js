// The client's settings, and what a client over stdio gets from the real server.
"use strict";

const assert = require("node:assert/strict");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const { test } = require("node:test");
const { pathToFileURL } = require("node:url");
const rpc = require("vscode-jsonrpc/node");
const { serverOf, optionsOf, pageAddress } = require("../src/settings");
const manifest = require("../package.json");

const KB = process.env.KB_LSP ? JSON.parse(process.env.KB_LSP) : undefined;
const DEBATE = `---
question: Is it so?
---

## a-position

It is so.

- **Kind:** positoin
`;

function base() {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "cruxbase-")));
  fs.writeFileSync(path.join(folder, "kb.toml"), 'id = "b"\nheading = "B"\n');
  fs.writeFileSync(path.join(folder, "debate.md"), DEBATE);
  return folder;
}

/** Starts the server as the extension does, and stops it as VS Code does. */
async function served(folder, work) {
  const { command, args } = serverOf(KB);
  const server = spawn(command, [...args, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const reader = new rpc.StreamMessageReader(server.stdout);
  const connection = rpc.createMessageConnection(reader, new rpc.StreamMessageWriter(server.stdin));
  const news = [];
  let tell = () => {};
  connection.onNotification("textDocument/publishDiagnostics", (given) => {
    news.push(given);
    tell();
  });
  connection.listen();
  const until = async (isIt) => {
    while (!news.some(isIt)) {
      await new Promise((resolve) => (tell = resolve));
    }
    return news.find(isIt);
  };
  try {
    const folders = [{ uri: pathToFileURL(folder).href, name: "b" }];
    const told = await connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: folders[0].uri,
      workspaceFolders: folders,
      capabilities: {},
      initializationOptions: optionsOf("copies"),
    });
    await connection.sendNotification("initialized", {});
    await work(connection, until, told.capabilities);
  } finally {
    await connection.sendRequest("shutdown");
    await connection.sendNotification("exit");
    assert.equal(await ended, 0);
    connection.dispose();
  }
}

test("the server tells problems, proposes what was meant, and knows the page", async () => {
  const folder = base();
  const uri = pathToFileURL(path.join(folder, "debate.md")).href;
  await served(folder, async (connection, until, able) => {
    assert.ok(able.executeCommandProvider.commands.includes("cruxbase.page"));
    const textDocument = { uri, languageId: "markdown", version: 1, text: DEBATE };
    await connection.sendNotification("textDocument/didOpen", { textDocument });
    const found = await until((given) => given.uri === uri && given.version === 1);
    assert.deepEqual(found.diagnostics.map((one) => one.code), ["KB209"]);
    const [action] = await connection.sendRequest("textDocument/codeAction", {
      textDocument: { uri },
      range: found.diagnostics[0].range,
      context: { diagnostics: [] },
    });
    assert.equal(action.title, "Write 'position'");
    const at = await connection.sendRequest("workspace/executeCommand", {
      command: "cruxbase.page",
      arguments: [uri, 5, 0],
    });
    assert.deepEqual(at, { root: folder, page: "claims/debate/a-position.html" });
    assert.equal(
      pageAddress("public", at.root, at.page),
      pathToFileURL(path.join(folder, "public/claims/debate/a-position.html")).href,
    );
  });
});

test("a site is a folder or an address", () => {
  assert.equal(pageAddress("http://127.0.0.1:8000", "/b", "people/a.html"), "http://127.0.0.1:8000/people/a.html");
  assert.equal(pageAddress("https://x.example/kb/", "/b", "sources/s.html#p3"), "https://x.example/kb/sources/s.html#p3");
  assert.equal(pageAddress("", "/b", "index.html"), pathToFileURL("/b/public/index.html").href);
  assert.equal(pageAddress("javascript:alert(1)//", "/b", "a.html").slice(0, 8), "file:///");
});

test("settings that make no sense are as if they were not made", () => {
  assert.deepEqual(serverOf(undefined), { command: "kb", args: ["lsp"] });
  assert.deepEqual(serverOf(["uv", "run", "kb", "lsp"]), { command: "uv", args: ["run", "kb", "lsp"] });
  assert.deepEqual(serverOf("kb lsp; rm"), { command: "kb", args: ["lsp"] });
  assert.deepEqual(optionsOf(3), {});
});

test("all that the manifest names is there, and no workspace says what is run", () => {
  for (const { path: file } of manifest.contributes.snippets) {
    assert.ok(Object.keys(JSON.parse(fs.readFileSync(path.join(__dirname, "..", file), "utf8"))).length);
  }
  const source = fs.readFileSync(path.join(__dirname, "..", manifest.main), "utf8");
  for (const { command } of manifest.contributes.commands) {
    assert.ok(source.includes(`"${command}"`), command);
  }
  assert.equal(manifest.contributes.configuration.properties["cruxbase.command"].scope, "machine");
});

test("the built extension begins with VS Code's own words alone", async () => {
  const Module = require("node:module");
  const commands = [];
  const done = { dispose() {} };
  const api = {
    workspace: {
      isTrusted: false,
      getConfiguration: () => ({ get: () => undefined }),
      onDidGrantWorkspaceTrust: () => done,
      onDidChangeConfiguration: () => done,
    },
    commands: { registerCommand: (name) => commands.push(name) && done },
  };
  const classes = new Proxy(api, { get: (known, name) => known[name] ?? class {} });
  const load = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? classes : load(name, ...rest));
  try {
    const extension = require(path.join("..", manifest.main));
    await extension.activate({ subscriptions: [] });
    assert.deepEqual(commands, ["cruxbase.openPage", "cruxbase.restart"]);
    await extension.deactivate();
  } finally {
    Module._load = load;
  }
});
