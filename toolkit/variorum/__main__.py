"""`python -m variorum`: the same as the command."""

from .cli import main

main()
