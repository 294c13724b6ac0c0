"""What rules ask of a document: its witnesses, entries, pointers, brackets."""
