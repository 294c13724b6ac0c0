"""A document as a rule sees it: elements, text and mark-up, each with its place."""
