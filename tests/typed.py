"""Commands as a person types them, also where the tests were called by make."""

import os

FROM_MAKE = {"MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "MAKELEVEL", "ARGS"}


def typed_by_hand() -> dict[str, str]:
    """The environment without what a make above hands to the makes below it."""
    return {name: value for name, value in os.environ.items() if name not in FROM_MAKE}
