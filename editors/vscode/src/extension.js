// The client: starts `kb lsp`, and opens the built page at the cursor.
"use strict";

const vscode = require("vscode");
const { LanguageClient, TransportKind } = require("vscode-languageclient/node");
const { serverOf, optionsOf, pageAddress } = require("./settings");

const DOCUMENTS = [
  { scheme: "file", language: "markdown" },
  { scheme: "file", pattern: "**/kb.toml" },
  { scheme: "file", pattern: "**/sources.lock" },
];
let client;

function setting(name) {
  return vscode.workspace.getConfiguration("cruxbase").get(name);
}

async function start() {
  const server = { ...serverOf(setting("command")), transport: TransportKind.stdio };
  client = new LanguageClient("cruxbase", "cruxbase", server, {
    documentSelector: DOCUMENTS,
    initializationOptions: optionsOf(setting("copies")),
    markdown: { isTrusted: false, supportHtml: false },
  });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const says = `cruxbase: '${server.command}' cannot be started (${error.message})`;
    vscode.window.showErrorMessage(`${says}; install it with: pip install 'cruxbase[lsp]'`);
  }
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  if (vscode.workspace.isTrusted) {
    await start();
  }
}

async function openPage() {
  const editor = vscode.window.activeTextEditor;
  if (!editor || !client) {
    return;
  }
  const { line, character } = editor.selection.active;
  const found = await client.sendRequest("workspace/executeCommand", {
    command: "cruxbase.page",
    arguments: [client.code2ProtocolConverter.asUri(editor.document.uri), line, character],
  });
  if (!found) {
    vscode.window.showInformationMessage("cruxbase: this file is of no base");
    return;
  }
  const address = vscode.Uri.parse(pageAddress(setting("site"), found.root, found.page), true);
  await vscode.env.openExternal(address);
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand("cruxbase.openPage", openPage),
    vscode.commands.registerCommand("cruxbase.restart", restart),
    vscode.workspace.onDidGrantWorkspaceTrust(restart),
    vscode.workspace.onDidChangeConfiguration((event) =>
      event.affectsConfiguration("cruxbase") ? restart() : undefined,
    ),
  );
  await restart();
}

module.exports = { activate, deactivate: stop };
