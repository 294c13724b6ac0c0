"""What the grammar's codes mean: their manual pages.

The faults themselves are found by `relaxng`, which knows any RELAX NG; the examples here are of
TEI. The tests run them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Code, slug, title, reason and remedy, an example that passes and one that fails."""

    code: str
    slug: str
    title: str
    why: str
    passes: str = ""
    fails: str = ""


PAGES = (
    Page("SCH000", "grammar", "Another engine found what fits no other code.",
         "Only the engines lxml and jing give it; the message is theirs."),
    Page("SCH001", "element-not-allowed", "An element stands where the schema does not allow it.",
         "Its name may be misspelt, it may belong elsewhere, or something required must come "
         "before it: the message names what may stand there, or where the element may.",
         '<p>a <foreign xml:lang="ru">slovo</foreign></p>',
         '<p>a <forign xml:lang="ru">slovo</forign></p>'),
    Page("SCH002", "attribute-not-allowed", "An element has an attribute that it may not have.",
         "Correct the name, or put what it says where the schema has a place for it.",
         '<p rend="italic">a</p>', '<p rendd="italic">a</p>'),
    Page("SCH003", "value-not-allowed", "A value is not one of those that the schema allows.",
         "A closed list of values, a date, a number or a pointer is wanted: the message says "
         "which, and the nearest value if there is one.",
         '<p><date when="1988-06-13">1988</date></p>',
         '<p><date when="1988-13-06">1988</date></p>'),
    Page("SCH004", "content-incomplete", "An element ends before it holds all that it must.",
         "Add what the message says is still expected. The place is that of the end tag, "
         "where the lack shows.",
         "<list><item>a</item></list>", "<list></list>"),
    Page("SCH005", "attribute-missing", "An element lacks an attribute that it must have.",
         "Add it, with one of the values that the message offers.",
         '<p><graphic url="leaf.png"/></p>', "<p><graphic/></p>"),
    Page("SCH006", "text-not-allowed", "Text stands where only elements may.",
         "Wrap it in `p`, `ab` or whatever else may hold text there. The place is where the "
         "text ends.",
         "<list><item>a</item></list>", "<list>a<item>b</item></list>"),
    Page("SCH007", "id-not-unique", "An xml:id stands twice in one file.",
         "A pointer to it could mean either: give one of the two another. The place is that of "
         "the second; REF001 says the same for schemas without ids.",
         '<p xml:id="a">b</p>', '<p xml:id="a"><seg xml:id="a">b</seg></p>'),
    Page("SCH008", "id-not-found", "A value that must be an xml:id of the file is not one.",
         "Only schemas with the type IDREF ask for it; TEI's pointers are checked by REF003."),
    Page("SCH009", "schema-allows-nothing", "The schema allows no document at all.",
         "Its start pattern can never be satisfied: the schema is at fault, not the file."),
    Page("SCH011", "schema-missing", "A schema that was asked for was not run.",
         "The file, or variorum.toml, names a schema that is not at hand or is not RELAX NG: the "
         "message says why and what to do. With the option require-schema, or where the settings "
         "name it, it is an error."),
    Page("SCH010", "profile-too-small",
         "The bundled profile was tried and does not know all that the file uses.",
         "Use the option schema, or keep a copy of the schema with `variorum schema add`."),
)  # fmt: skip
