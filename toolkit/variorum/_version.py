"""The version, in one place; read as a constant, never from package metadata."""

__version__ = "0.1.0"
TOOL = f"variorum {'.'.join(__version__.split('.')[:2])}"  # as every output names it
