// Starts `variorum lsp` for files of XML. All else is the server's.

import { spawn } from "node:child_process";
import { commands, ExtensionContext, window, workspace } from "vscode";
import { ExecuteCommandRequest, LanguageClient, ServerOptions } from "vscode-languageclient/node";

const INSTALL = "pip install 'variorum[editor]'";
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("variorum.previewPage", () => ask("variorum.preview", {})),
    commands.registerCommand("variorum.collateWitnesses", collate),
    commands.registerCommand("variorum.compareWithGit", compare),
    commands.registerCommand("variorum.restart", restart),
    workspace.onDidChangeConfiguration(async (change) => {
      if (change.affectsConfiguration("variorum")) {
        await restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("variorum");
  const command = settings.get<string>("command", "variorum");
  const args = settings.get<string[]>("arguments", ["lsp"]);
  if (!(await runs(command))) {
    await offer(command);
    return;
  }
  const server: ServerOptions = { command, args };
  client = new LanguageClient("variorum", "variorum", server, {
    initializationOptions: { formatting: settings.get<boolean>("formatting", false) },
    documentSelector: [
      { scheme: "file", language: "xml" },
      { scheme: "untitled", language: "xml" },
    ],
  });
  await client.start();
}

// Has the server do something with the text in front; it shows the page that it makes.
async function ask<T>(command: string, more: object): Promise<T | undefined> {
  const uri = window.activeTextEditor?.document.uri.toString();
  if (client === undefined || uri === undefined) {
    await window.showWarningMessage("Open an edition first: the language server is not running for this text");
    return undefined;
  }
  try {
    return await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [{ uri, ...more }] });
  } catch (error) {
    await window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function collate(): Promise<void> {
  const known = await ask<{ siglum: string; title: string }[]>("variorum.witnesses", {});
  const items = known?.map(({ siglum, title }) => ({ label: siglum, description: title, picked: true }));
  const chosen = items && (await window.showQuickPick(items, { canPickMany: true, title: "Which witnesses?" }));
  if (chosen) {
    await ask("variorum.collate", { witnesses: chosen.map((one) => one.label) });
  }
}

async function compare(): Promise<void> {
  const revision = await window.showInputBox({ title: "Compare with which revision?", value: "HEAD" });
  const found = revision && (await ask<{ changed: string[] }>("variorum.compare", { revision }));
  if (found && found.changed.length > 1) {
    const witness = await window.showQuickPick(found.changed, { title: "Which of the witnesses that were changed?" });
    if (witness) {
      await ask("variorum.compare", { revision, witness });
    }
  }
}

// Whether a program is there and says its version.
function runs(command: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = spawn(command, ["--version"], { stdio: "ignore" });
    asked.on("error", () => resolve(false));
    asked.on("close", (code) => resolve(code === 0));
  });
}

async function offer(command: string): Promise<void> {
  const chosen = await window.showErrorMessage(
    `${command} cannot be started: install it, or name it in the setting variorum.command`,
    "Install in a terminal",
    "Open the setting",
  );
  if (chosen === "Install in a terminal") {
    const terminal = window.createTerminal("variorum");
    terminal.show();
    terminal.sendText(INSTALL, false); // whoever reads it presses the key
  } else if (chosen === "Open the setting") {
    await commands.executeCommand("workbench.action.openSettings", "variorum.command");
  }
}
