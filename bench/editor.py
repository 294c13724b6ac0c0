"""Measure the language server: a real edition typed letter by letter, as an editor would send it.

    python bench/editor.py FILE SCHEMA [KILOBYTES] [LETTERS]

The edition is grown to the size by repeating what its body holds, with ids of their own. Then in
its middle a passage with its mark-up is taken out and typed again. After each letter completion and
hover are asked for at once, as they are while the letter's check runs; then the findings of that
state are awaited. Times are seconds of the wall clock from the letter to the answer, as an editor
would see them, and beside them the time that the processes were at work (where the system says
so): what it would be on a machine with nothing else to do. A second round types the same letters
every 120 ms without waiting.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from queue import Queue
from typing import Any

PACE = 0.12  # seconds between letters in the second round


class Client:
    """As much of the protocol as is measured."""

    def __init__(self, folder: Path) -> None:
        self.server = subprocess.Popen([sys.executable, "-m", "variorum", "lsp"], cwd=folder,
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # fmt: skip
        self.news: Queue[tuple[float, dict[str, Any]]] = Queue()
        self.number = 0
        self.last = 0.0  # when the last letter was sent
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        out = self.server.stdout
        assert out is not None
        while head := out.readline():
            size = int(head.split(b":")[1]) if head.lower().startswith(b"content-length") else 0
            while out.readline().strip():
                pass
            message = json.loads(out.read(size))
            self.news.put((time.perf_counter(), message))

    def send(self, method: str, params: Any, *, asks: bool = False) -> int:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if asks:
            self.number += 1
            message["id"] = self.number
        data = json.dumps(message).encode()
        assert self.server.stdin is not None
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.server.stdin.flush()
        return self.number

    def ask(self, method: str, params: Any) -> Any:
        """The answer to a request; what else comes meanwhile is passed over."""
        number = self.send(method, params, asks=True)
        while True:
            _, message = self.news.get(timeout=120)
            if message.get("id") == number:
                return message.get("result")


def grown(text: str, size: int) -> str:
    """An edition of at least so many bytes: what its body holds again and again."""
    begin = re.search(r"<body\b[^>]*>", text)
    assert begin is not None
    end = text.rindex("</body>")
    inner = text[begin.end() : end]
    pieces, count = [inner], len(text.encode())
    while count < size:
        number = len(pieces)
        pieces.append(re.sub(r'(xml:id=")([^"]*)"', rf'\1\2-{number}"', inner))
        count += len(pieces[-1].encode())
    return text[: begin.end()] + "".join(pieces) + text[end:]


def passage(text: str, letters: int) -> tuple[int, int]:
    """Where the passage begins and ends that is typed: whole elements near the middle."""
    begin = text.index("</", len(text) // 2)
    begin = text.index(">", begin) + 1
    end = text.index("</", begin + letters)
    return begin, text.index(">", end) + 1


def place(text: str, offset: int) -> dict[str, int]:
    line = text.count("\n", 0, offset)
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return {"line": line, "character": len(before.encode("utf-16-le")) // 2}


def said(times: list[float]) -> str:
    times = sorted(times)
    p95 = times[min(len(times) - 1, int(len(times) * 0.95))]
    return (f"p95 {1000 * p95:6.0f} ms, median {1000 * statistics.median(times):6.0f}, "
            f"worst {1000 * times[-1]:6.0f} ({len(times)})")  # fmt: skip


def main() -> None:
    path, schema = Path(sys.argv[1]), Path(sys.argv[2])
    size = 1000 * int(sys.argv[3]) if len(sys.argv) > 3 else 0
    letters = int(sys.argv[4]) if len(sys.argv) > 4 else 120
    text = grown(path.read_text("utf-8"), size)
    text = re.sub(r"<\?xml-model.*?\?>", "", text)
    begin, end = passage(text, letters)
    typed, text = text[begin:end], text[:begin] + text[end:]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "schema.rng").write_bytes(schema.read_bytes())
        (folder / "variorum.toml").write_text('[validate]\nschema = ["schema.rng"]\n')
        (folder / "edition.xml").write_text(text, "utf-8")
        measure(folder, text, begin, typed)


def measure(folder: Path, text: str, begin: int, typed: str) -> None:
    since = time.perf_counter()
    client = Client(folder)
    client.ask("initialize", {"capabilities": {}, "rootUri": folder.as_uri(), "processId": None})
    client.send("initialized", {})
    uri = (folder / "edition.xml").as_uri()
    item = {"uri": uri, "languageId": "xml", "version": 0, "text": text}
    client.send("textDocument/didOpen", {"textDocument": item})
    wait_for(client, 0)
    print(f"{len(text.encode()) // 1000} kB; {len(typed)} letters; start to first findings "
          f"{1000 * (time.perf_counter() - since):.0f} ms")  # fmt: skip
    ids = {"textDocument": {"uri": uri}}
    found: dict[str, list[float]] = {"findings": [], "completion": [], "hover": []}
    work: dict[str, list[float]] = {kind: [] for kind in found}
    for number, letter in enumerate(typed, 1):
        before = worked(client)
        text = put(client, uri, text, begin + number - 1, letter, number)
        at = place(text, begin + number)
        for kind in ("completion", "hover"):
            asked, served = time.perf_counter(), server_worked(client)
            request = client.send(f"textDocument/{kind}", {**ids, "position": at}, asks=True)
            found[kind].append(answered(client, request) - asked)
            work[kind].append(server_worked(client) - served)
        found["findings"].append(wait_for(client, number) - client.last)
        asking = work["completion"][-1] + work["hover"][-1]
        work["findings"].append(worked(client) - before - asking)
    for kind, times in found.items():
        print(f"  {kind:<11} {said(times)}")
        print(f"    at work   {said(work[kind])}")
    text = text[:begin] + text[begin + len(typed) :]
    client.send(
        "textDocument/didChange",
        {"textDocument": {"uri": uri, "version": 1000}, "contentChanges": [{"text": text}]},
    )
    wait_for(client, 1000)
    asked_at = []
    for number, letter in enumerate(typed, 1):
        text = put(client, uri, text, begin + number - 1, letter, 1000 + number)
        asked_at.append(client.last)
        time.sleep(PACE)
    last = wait_for(client, 1000 + len(typed)) - asked_at[-1]
    print(
        f"  typed every {1000 * PACE:.0f} ms: findings {1000 * last:.0f} ms after the last letter"
    )
    client.ask("shutdown", None)
    memory(client.server.pid)
    client.send("exit", None)
    client.server.wait()


def put(client: Client, uri: str, text: str, offset: int, letter: str, version: int) -> str:
    at = place(text, offset)
    client.last = time.perf_counter()
    client.send(
        "textDocument/didChange",
        {
            "textDocument": {"uri": uri, "version": version},
            "contentChanges": [{"range": {"start": at, "end": at}, "text": letter}],
        },
    )
    return text[:offset] + letter + text[offset:]


def answered(client: Client, number: int) -> float:
    """When the answer to a request came; news of findings is kept."""
    kept = []
    while True:
        when, message = client.news.get(timeout=120)
        if message.get("id") == number:
            break
        kept.append((when, message))
    for one in kept:
        client.news.put(one)
    return when


def wait_for(client: Client, version: int) -> float:
    """When the findings of a version came."""
    while True:
        when, message = client.news.get(timeout=300)
        params = message.get("params") or {}
        if params.get("version") == version and "diagnostics" in params:
            return when


def worked(client: Client) -> float:
    """How many seconds the server and the process that checks have been at work."""
    children = Path(f"/proc/{client.server.pid}/task/{client.server.pid}/children")
    beside = children.read_text().split() if children.exists() else []
    return server_worked(client) + sum(at_work(int(pid)) for pid in beside)


def server_worked(client: Client) -> float:
    return at_work(client.server.pid)


def at_work(pid: int) -> float:
    """Seconds that the main thread of a process has run; 0 where the system does not say it."""
    said = Path(f"/proc/{pid}/schedstat")
    return int(said.read_text().split()[0]) / 1e9 if said.exists() else 0.0


def memory(pid: int) -> None:
    """What the server holds in memory, where the system says it."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())
        held = int(peak[1]) // 1024 if peak else 0
        print(f"  memory      {held} MB at most, without the process that checks")


if __name__ == "__main__":
    main()
