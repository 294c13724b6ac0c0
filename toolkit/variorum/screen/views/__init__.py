"""The ways in which a comparison is laid out: one file a view, each yielding lines."""
