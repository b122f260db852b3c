"""Diary line 5, too: patrols look in on key households, and what the grid knows of them grows old."""

from __future__ import annotations

from dataclasses import dataclass

from simulation.model.world import Today, World

FRESH = 90  # days for which a visit counts as fresh


@dataclass
class Knowledge:
    """D4."""

    world: World

    def visit(self, today: Today) -> None:
        """Who is visited today is known and fresh; of the others some are forgotten."""
        w, key, n = self.world, self.world.key_households, self.world.numbers.workers
        forgotten = w.luck.draw("household.forget", key.number, today.ordinal) < n.forgetting_chance()
        key.known[forgotten] = False
        if today.working:
            chance = n.visit_chance(w.grids.patrol_hours)[key.grid]
            visited = w.luck.draw("household.visit", key.number, today.ordinal) < chance
            key.known[visited], key.seen[visited] = True, today.day
        today.series["key_known"] = float(key.known.sum())
        today.series["key_fresh"] = float((today.day - key.seen < FRESH).sum())
        today.series["key_households"] = float(len(key.number))
