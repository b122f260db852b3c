"""Profiles of a place: how needs and requests lie over months, days of the week and hours of the day.

A profile is a text of numbers that count against each other, "3 3 4 5 5 2 1" from Monday to Sunday; only
their ratios matter. Where a place says `model`, the parameters of the model have their own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

AS_MODELLED = "model"
MONTHS, WEEKDAYS, HOURS = 12, 7, 24
MOST = 1e6
"""The largest number of a profile."""
FRIDAY, SUNDAY = 4, 6  # of the days of a week, from Monday = 0

Profile = NDArray[np.float64]


def is_profile(text: str, length: int) -> bool:
    """Whether a text is a profile of so many numbers, or leaves it to the model."""
    return text == AS_MODELLED or _read(text, length) is not None


def profile_of(text: str) -> Profile | None:
    """The numbers of a profile, with mean 1; None where it is left to the model."""
    numbers = None if text == AS_MODELLED else np.array(text.split(), float)
    return None if numbers is None else numbers / numbers.mean()


def profile_text(profile: Profile) -> str:
    """A profile as a place writes it: in hundredths of its mean."""
    return " ".join(f"{100 * each / profile.mean():.4g}" for each in profile)


def _read(text: str, length: int) -> Profile | None:
    try:
        numbers = np.array(text.split(), float)
    except ValueError:
        return None
    sound = len(numbers) == length and bool(np.all((numbers >= 0) & (numbers <= MOST)))
    return numbers if sound and numbers.sum() > 0 else None


def day_chances(profile: Profile, meant: Profile, ready: float) -> Profile:
    """Chance that what is meant for each day of the week is said on it, and not put off to the next day, so
    that a usual week has this profile; of all such chances those that put off least (7,).

    meant: how much is meant for each day, mean 1 (7,); ready: share of what is left for a working day that is
    said on it, the rest on the next working day. A profile that this alone makes impossible is met as nearly
    as can be.
    """
    wanted = profile / profile.mean()
    working = wanted[:5]
    wanted = np.concatenate([(working - (1 - ready) * np.roll(working, 1)) / ready, wanted[5:]])
    wanted = np.maximum(wanted, 0)
    wanted /= wanted.mean()
    waiting = np.cumsum(meant - wanted)  # after each day
    waiting -= waiting.min()
    return np.clip(wanted / (meant + np.roll(waiting, 1)), 0, 1)


def meant_for(at_work: Profile, off: Profile) -> Profile:
    """How much is meant for each day of the week, mean 1, where as much comes up at each minute, and what
    comes up after the hour at which it would be said is meant for the next day (7,).

    at_work, off: share of requests in each hour of working days and of others (24,).
    """
    middle = (np.arange(HOURS) + 0.5) / HOURS
    in_time = np.where(np.arange(WEEKDAYS) > FRIDAY, (middle * off).sum(), (middle * at_work).sum())
    return in_time + 1 - np.roll(in_time, 1)
