"""What numbers in columns stand for, how long a day, a week, a month is, and where an owner of luck says its
street: each said once."""

from __future__ import annotations

from enum import IntEnum


class Code(IntEnum):
    """A number in a column, with the word that tables show for it."""

    @property
    def word(self) -> str:
        """As files and tables write it."""
        return self.name.lower()

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """Every word, in the order of the numbers."""
        return tuple(each.word for each in cls)


class CaseClass(Code):
    """How grave a matter is."""

    EMERGENCY, MAJOR, GENERAL = range(3)


class Channel(Code):
    """How a matter became known."""

    NONE, WORKER, HOTLINE, APP, COUNCIL, PATROL = range(6)


SPOKEN = (Channel.WORKER, Channel.HOTLINE, Channel.APP, Channel.COUNCIL)
"""Channels through which residents speak themselves."""


class Act(Code):
    """What a resident does about a matter: a channel has the channel's number."""

    WORKER, HOTLINE, APP, COUNCIL = SPOKEN
    SELFHELP, SILENCE = 6, 7


class Track(Code):
    """Who solved a matter."""

    NONE, AUTONOMY, COMMUNITY, ADMINISTRATION, MARKET = range(5)


class Review(Code):
    """What became of the limit of a case."""

    NONE, RELABELLED, EXTENDED = range(3)


DAY = 1440  # minutes
WEEK = 7  # days
YEAR = 365  # days
DAYS_PER_MONTH = 30.4  # of an average month: what is given by the month is spread over so many days
WINDOW = 30  # days over which means run, memories fade and the hotline looks back
STREET = 32  # bits of an owner of luck; those above them say in which of several streets it is
OWNERS = (1 << STREET) - 1
