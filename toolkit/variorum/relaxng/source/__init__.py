"""A document as it is written: what the letters of its mark-up say, and where they stand."""
