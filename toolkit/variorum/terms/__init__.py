"""Terms of the source: what translators left standing, and what others put for it.

`glossary` finds the terms and their places, `renderings` what every version has there.
"""
