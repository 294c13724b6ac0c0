"""Make faulty documents of good ones: one small accident each, or several."""

from __future__ import annotations

import copy
import random
from typing import Any

from lxml import etree

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
NAMES = ("forign", "p", "lem", "head", "div", "app", "note", "witness", "date", "list", "text")
VALUES = ("", "two words", "1988-13-06", "#a#b", "-1", "\u00a0", "100%", "a b c", "http:", "ru_RU")
ATTRIBUTES = ("lang", "n", "wit", "when", "tipe", "method", "url", "key", XML_ID)
TEXTS = ("stray", "\nstray\n", "  a & b ", "\n\n  one\n  two\n  three\n", "\u00a0", "x\n")


def mutant(tree: Any, dice: random.Random, accidents: int = 1) -> bytes:
    """A copy of a document with so many accidents; what they are depends on the dice alone."""
    found = copy.deepcopy(tree)
    for _ in range(accidents):
        node = dice.choice(list(found.iter("*")))
        dice.choice(ACCIDENTS)(node, dice)
    return bytes(etree.tostring(found, encoding="UTF-8", xml_declaration=True))


def _delete(node: Any, dice: random.Random) -> None:
    if node.getparent() is not None:
        node.getparent().remove(node)


def _rename(node: Any, dice: random.Random) -> None:
    namespace = node.tag.rpartition("}")[0]
    node.tag = f"{namespace}}}{dice.choice(NAMES)}" if namespace else dice.choice(NAMES)


def _misspell(node: Any, dice: random.Random) -> None:
    namespace, brace, name = node.tag.rpartition("}")
    at = dice.randrange(len(name))
    node.tag = f"{namespace}{brace}{name[:at] + name[at + 1 :] or 'x'}"


def _other_namespace(node: Any, dice: random.Random) -> None:
    node.tag = dice.choice(["", "{http://example.org/}"]) + node.tag.rpartition("}")[2]


def _move(node: Any, dice: random.Random) -> None:
    parent = node.getparent()
    if parent is not None and len(parent) > 1:
        parent.insert(dice.randrange(len(parent)), node)


def _elsewhere(node: Any, dice: random.Random) -> None:
    if node.getparent() is None:
        return
    others = [n for n in node.getroottree().iter("*") if node not in (n, *n.iterancestors())]
    dice.choice(others).append(node)


def _double(node: Any, dice: random.Random) -> None:
    if node.getparent() is not None:
        node.addnext(copy.deepcopy(node))


def _empty(node: Any, dice: random.Random) -> None:
    for child in list(node):
        node.remove(child)
    node.text = None


def _drop_attribute(node: Any, dice: random.Random) -> None:
    if node.keys():
        del node.attrib[dice.choice(node.keys())]


def _set_attribute(node: Any, dice: random.Random) -> None:
    node.set(dice.choice(ATTRIBUTES), dice.choice(VALUES))


def _spoil_value(node: Any, dice: random.Random) -> None:
    if node.keys():
        node.set(dice.choice(node.keys()), dice.choice(VALUES))


def _stray_text(node: Any, dice: random.Random) -> None:
    text = dice.choice(TEXTS)
    if dice.random() < 0.5 or node.getparent() is None:
        node.text = text + (node.text or "")
    else:
        node.tail = text + (node.tail or "")


def _comment(node: Any, dice: random.Random) -> None:
    node.insert(0, dice.choice([etree.Comment("c"), etree.ProcessingInstruction("p", "x")]))
    node[0].tail = dice.choice(TEXTS)


def _another(node: Any, dice: random.Random) -> Any:
    return dice.choice(list(node.getroottree().iter("*")))


def _borrow_attribute(node: Any, dice: random.Random) -> None:
    lender = _another(node, dice)
    if lender.keys():
        name = dice.choice(lender.keys())
        node.set(name, lender.get(name))


def _borrow_value(node: Any, dice: random.Random) -> None:
    lender = _another(node, dice)
    if node.keys() and lender.keys():
        node.set(dice.choice(node.keys()), dice.choice(lender.values()))


def _borrow_name(node: Any, dice: random.Random) -> None:
    node.tag = _another(node, dice).tag


def _wrap(node: Any, dice: random.Random) -> None:
    parent = node.getparent()
    if parent is not None:
        around = etree.Element(_another(node, dice).tag)
        parent.replace(node, around)
        around.append(node)
        around.tail, node.tail = node.tail, None


def _copy_elsewhere(node: Any, dice: random.Random) -> None:
    if len(list(node.iter())) < 200:
        _another(node, dice).insert(0, copy.deepcopy(node))


def _turn_round(node: Any, dice: random.Random) -> None:
    for child in reversed(list(node)):
        node.append(child)


ACCIDENTS = (
    _delete,
    _rename,
    _misspell,
    _other_namespace,
    _move,
    _elsewhere,
    _double,
    _empty,
    _drop_attribute,
    _set_attribute,
    _spoil_value,
    _stray_text,
    _comment,
    _borrow_attribute,
    _borrow_value,
    _borrow_name,
    _wrap,
    _copy_elsewhere,
    _turn_round,
)
