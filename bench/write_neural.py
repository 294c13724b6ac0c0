"""Write the trained encoder as one ONNX file of small numbers that every processor adds up alike.

Weights are int8 with a scale a column, of seven bits, so that no product of two saturates where a
processor adds them in sixteen; the inputs of a product are brought to uint8 a sentence at a time
(`DynamicQuantizeLinear`). What is not a product with weights stays float32. The vocabulary, the
parameters of the heads and the attribution stand in the file's metadata.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HEADS, SIZE, HEAD, LAYERS = 12, 384, 192, 6
LEVELS = 63  # seven bits with a sign
VERSION = 1
ATTRIBUTION = (
    "Fine-tuned from all-MiniLM-L6-v2 (Apache-2.0) on links composed from the unfoldingWord "
    "Literal Text and Simplified Text (unfoldingWord, CC BY-SA 4.0), the Berean Standard Bible "
    "(public domain) and its alignment to the Greek (Clear Bible / Biblica, CC BY 4.0). "
    "CC BY-SA 4.0. The weights hold no text of these works."
)


class Graph:
    """Nodes and numbers of a graph, named as they come."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.numbers: list[Any] = []

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: Any) -> Any:
        names = [f"n{len(self.nodes)}_{k}" for k in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, **attributes))
        return names if outputs > 1 else names[0]

    def hold(self, values: Any) -> str:
        name = f"w{len(self.numbers)}"
        self.numbers.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def linear(self, x: str, weight: Any, bias: Any) -> str:
        """x (n, in) times a weight (out, in), plus the bias."""
        scale = np.abs(weight).max(1) / LEVELS
        small = np.round(weight / scale[:, None]).astype(np.int8)
        quantised, step, zero = self.add("DynamicQuantizeLinear", x, outputs=3)
        product = self.add("MatMulInteger", quantised, self.hold(small.T), zero)
        whole = self.add("Cast", product, to=TensorProto.FLOAT)
        sized = self.add("Mul", whole, self.add("Mul", step, self.hold(scale.astype(np.float32))))
        return str(self.add("Add", sized, self.hold(bias)))

    def norm(self, x: str, weight: Any, bias: Any) -> str:
        named = self.hold(weight), self.hold(bias)
        return str(self.add("LayerNormalization", x, *named, epsilon=1e-12, axis=-1))


def written(state: dict[str, Any], pieces: Sequence[str]) -> bytes:
    """The file. `state` is that of `train_neural.Model`."""
    w = {name: value.detach().float().numpy() for name, value in state.items()}
    g = Graph()
    x = embedded(g, w)
    for n in range(LAYERS):
        x = layer(
            g, {k.split(".", 2)[2]: v for k, v in w.items() if k.startswith(f"layers.{n}.")}, x
        )
    last = np.concatenate([w["heads.weight"], w["alone.weight"]])
    out = g.linear(x, last, np.concatenate([w["heads.bias"], w["alone.bias"]]))
    g.nodes.append(helper.make_node("Identity", [out], ["words"]))
    places = w["places"].shape[0]
    graph = helper.make_graph(
        g.nodes, "encoder",
        [helper.make_tensor_value_info("pieces", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info("words", TensorProto.FLOAT, ["n", 2 * HEAD + 2])],
        g.numbers,
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    model.producer_name = "variorum"
    heads = {"size": HEAD, "scale": w["scale"].tolist(), "bias": w["bias"].tolist()}
    helper.set_model_props(model, {
        "vocabulary": "\n".join(pieces), "version": str(VERSION), "places": str(places),
        "heads": json.dumps(heads),
        "licence": ATTRIBUTION,
    })  # fmt: skip
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def embedded(g: Graph, w: dict[str, Any]) -> str:
    """The first vectors of the pieces, with what their places add."""
    table = w["pieces"]
    scale = np.abs(table).max(1, keepdims=True) / 127
    rows = g.add("Gather", g.hold(np.round(table / scale).astype(np.int8)), "pieces")
    steps = g.add("Gather", g.hold(scale.astype(np.float32)), "pieces")
    vectors = g.add("Mul", g.add("Cast", rows, to=TensorProto.FLOAT), steps)
    count = g.add("Shape", "pieces")
    zero, one = g.hold(np.array([0])), g.hold(np.array([1]))
    numbers = g.hold(np.arange(w["places"].shape[0]))
    order = g.add("Slice", numbers, zero, count, zero, one)
    places = g.add("Cast", g.add("Gather", g.hold(w["places"].astype(np.float16)), order),
                   to=TensorProto.FLOAT)  # fmt: skip
    return g.norm(g.add("Add", vectors, places), w["norm.weight"], w["norm.bias"])


def layer(g: Graph, w: dict[str, Any], x: str) -> str:
    part = SIZE // HEADS
    asked = g.linear(x, w["asked.weight"], w["asked.bias"])
    split = g.add("Reshape", asked, g.hold(np.array([-1, 3, HEADS, part])))
    turned = g.add("Transpose", split, perm=[1, 2, 0, 3])
    q, k, v = (g.add("Gather", turned, g.hold(np.array(n))) for n in range(3))
    told = g.add("MatMul", g.add("Mul", q, g.hold(np.float32(part**-0.5))),
                 g.add("Transpose", k, perm=[0, 2, 1]))  # fmt: skip
    mixed = g.add("MatMul", g.add("Softmax", told, axis=-1), v)
    y = g.add("Reshape", g.add("Transpose", mixed, perm=[1, 0, 2]), g.hold(np.array([-1, SIZE])))
    y = g.linear(y, w["mixed.weight"], w["mixed.bias"])
    x = g.norm(g.add("Add", x, y), w["norm.weight"], w["norm.bias"])
    y = g.linear(x, w["inner.weight"], w["inner.bias"])
    half = g.add("Mul", y, g.hold(np.float32(0.5)))
    erf = g.add("Erf", g.add("Mul", y, g.hold(np.float32(2**-0.5))))
    y = g.add("Mul", half, g.add("Add", erf, g.hold(np.float32(1))))
    y = g.linear(y, w["outer.weight"], w["outer.bias"])
    return g.norm(g.add("Add", x, y), w["last.weight"], w["last.bias"])
