"""G0: whom a resident knows."""

from __future__ import annotations

from simulation.parameters import param, settings


@settings
class NetworkNumbers:
    """Numbers of the social network (G0)."""

    network_degree: float = param(
        8, "links", (2, 16), "neighbours per resident", "assumed; form [@watts1998]"
    )
    network_rewire: float = param(
        0.1,
        "chance",
        (0, 0.3),
        "share of links that lead anywhere in the street",
        "assumed; form [@watts1998]",
    )
