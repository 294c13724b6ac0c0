"""Variants of two texts, with offsets into the files they come from."""

import variorum as v

texts = [v.read("first.txt", siglum="F"), v.read("second.txt", siglum="S")]
edition = v.apparatus(v.collate(*texts), base="F")

for unit in edition.units:
    lemma = unit.lemma.text if unit.lemma else "not extant"
    for reading in unit.readings[1:]:
        print(f"{unit.locus}: {lemma or 'om.'} ] {reading.text or 'om.'} ({reading.cls})")

witness = texts[0].witnesses[0]
first = witness.tokens[1]
print(f"token 1 of F: {first.text!r} at {first.start}-{first.end}, compared as {first.normal!r}")
v.write(edition, "edition.xml")
