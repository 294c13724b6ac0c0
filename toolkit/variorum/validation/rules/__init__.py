"""One fault a file: the code, what and why, examples that are run, and the check."""
