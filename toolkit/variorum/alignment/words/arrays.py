"""Types of arrays, for annotations only: numpy is imported where it is used."""

from __future__ import annotations

from typing import Any

import numpy as np

Bools = np.ndarray[Any, np.dtype[np.bool_]]
Floats = np.ndarray[Any, np.dtype[np.floating[Any]]]
Ints = np.ndarray[Any, np.dtype[np.integer[Any]]]
