"""The version, in one place; read as a constant, never from package metadata."""

__version__ = "0.1.0"
