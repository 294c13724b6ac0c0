"""One fault a file, or a row of `simple.toml`: code, what and why, examples that are run, check."""
