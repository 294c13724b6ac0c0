// Starts `variorum lsp` for files of XML. All else is the server's.

import { spawn } from "node:child_process";
import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient, ServerOptions } from "vscode-languageclient/node";

const INSTALL = "pip install 'variorum[editor]'";
let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
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
    documentSelector: [
      { scheme: "file", language: "xml" },
      { scheme: "untitled", language: "xml" },
    ],
  });
  await client.start();
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
