"""What the first layer says of bytes that are not the XML they claim to be."""

from __future__ import annotations

import pytest

from variorum.validation import validate


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b'<?xml version="1.0" encoding="UTF-7"?>\n<TEI/>', "XML002", 1),
        (b'<?xml version="1.0" encoding="UTF-16"?>\n<TEI/>', "XML002", 1),
        (b"<!DOCTYPE TEI [\n%lost;\n]>\n<TEI/>", "XML003", 2),
        (bytes(range(256)), "XML006", 1),
        (b"<TEI>\n<text>\n<body/>\n\n", "XML001", 3),
    ],
    ids=["utf-7", "not the utf-16 it says", "parameter entity", "binary", "cut off"],
)
def test_bytes_that_are_not_what_they_say_are_refused_at_their_line(data, code, line):
    assert [(f.code, f.line) for f in validate(data, path="x.xml").findings] == [(code, line)]
