"""The reading page: one self-contained HTML file, complete without JavaScript."""

from .edition import Edition
from .rendering import SPLIT_AT, asset, render, split

__all__ = ["SPLIT_AT", "Edition", "asset", "render", "split"]
