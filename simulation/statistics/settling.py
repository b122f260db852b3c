"""When a series has settled."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def settles_after(batches: ArrayLike) -> int:
    """How many batch means to leave out at the beginning, so that the mean of the others is surest (MSER).

    batches: (batches,) means of equal stretches of a series, in order. At most half are left out; an answer
    of half says that no settled part was found. Source: White 1997; White, Cobb & Spratt 2000.
    """
    x = np.asarray(batches, float)
    errors = [x[first:].var() / (x.size - first) for first in range(x.size // 2 + 1)]
    return int(np.argmin(errors))
