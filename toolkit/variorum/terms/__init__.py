"""Terms of the source: a glossary with the renderings of every version."""
