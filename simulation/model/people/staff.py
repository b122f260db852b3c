"""Step of the day: workers tire, learn, burn out, leave, and are hired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulation.agents.grid_worker import GridWorker
from simulation.columns import described_columns
from simulation.model.state import Today, World
from simulation.neighbourhood import POSTS_PER_GRID, give_persons

described_columns(
    "daily.csv",
    {
        "burnt_out": "workers who are burnt out [whole: workers]",
        "quits": "workers who quit [whole: workers]",
        "workers": "posts that are filled [whole: workers]",
        "hired": "workers hired [whole: workers]",
    },
)


@dataclass(frozen=True)
class Strain:
    """What wears workers out, and what holds them up.

    overtime (posts,): hours of each today. Arrays (grids,), load: demanded / duty minutes; form_load: share
    of the day that forms take; conflict: share of answers found unsatisfying; helper_hours: today; branch:
    strength of the party branch; joined: systems in use.
    """

    overtime: NDArray[np.float64]
    load: NDArray[np.float64]
    form_load: NDArray[np.float64]
    conflict: NDArray[np.float64]
    helper_hours: NDArray[np.float64]
    branch: NDArray[np.float64]
    joined: NDArray[np.float64]


@dataclass
class Staff:
    """W2 (skill), W4-W6, and posts that policies add or take away."""

    world: World

    def run_day(self, strain: Strain, today: Today) -> NDArray[np.bool_]:
        """The night of every worker, and the morning's new colleagues. Returns who left (posts,)."""
        w, staff = self.world, self.world.workers
        self._learn(staff.columns)
        self._wear(staff.columns, strain, today)
        wanted = self._wanted()
        leaves = self._quit(wanted, today)
        hired = self._hire(wanted, today)
        w.service.hand_back(np.flatnonzero(leaves))
        staff.columns["tenure_days"][:] += 1
        today.series["workers"] = w.streets.total(staff.filled)
        today.series["hired"] = w.streets.total(hired)
        return leaves

    def _learn(self, columns: dict[str, Any]) -> None:
        """W2: experience by cases closed today, training by courses."""
        w = self.world
        server = w.service.cases["server"][w.service.closed_today()]
        mine = server[(server >= 0) & (server < len(w.workers))]
        columns["cases_done"][:] += np.bincount(mine, minlength=len(w.workers))
        columns["training"][:] = w.workers.evaluate(
            GridWorker.trained_tomorrow, w.levers.training[w.workers.grid]
        )

    def _wear(self, columns: dict[str, Any], strain: Strain, today: Today) -> None:
        """W4, W5: fatigue and burnout; on a rest day the load of the last working day goes on weighing."""
        w, n, grid = self.world, self.world.numbers, self.world.workers.grid
        tired = w.workers.evaluate(GridWorker.tired_tomorrow, strain.overtime, not today.working)
        demand = w.workers.evaluate(
            GridWorker.demand,
            (strain.load - n.workers.load0)[grid],
            (strain.form_load - n.workers.form_share)[grid],
            (strain.conflict - n.workers.conflict0)[grid],
            (w.levers.appraisal - 0.5)[grid],
            self._colleagues()[grid],
        )
        helped = strain.helper_hours / n.workers.help_hours0 - 1
        resources = w.workers.evaluate(
            GridWorker.resources,
            w.levers,
            (strain.branch - n.members.branch_start)[grid],
            helped[grid],
            strain.joined[grid],
        )
        columns["burnout"][:] = w.workers.evaluate(GridWorker.burnt_tomorrow, demand, resources)
        columns["fatigue"][:] = tired
        burnt_out = w.workers.filled & (columns["burnout"] > 0.5)
        today.series["burnt_out"] = w.streets.total(burnt_out)

    def _colleagues(self) -> NDArray[np.float64]:
        """W5: mean burnout in the community of each grid, above usual (grids,)."""
        w, staff = self.world, self.world.workers.part(self.world.workers.filled)
        community, size = w.community[staff.grid], w.treasury.size
        total, count = np.bincount(community, staff.burnout, size), np.bincount(community, minlength=size)
        usual = w.numbers.workers.burnout0
        return np.where(count > 0, total / np.maximum(count, 1) - usual, 0.0)[w.community]

    def _wanted(self) -> NDArray[np.bool_]:
        """Posts that exist, by the lever of each grid; a part of a post is a whole one where the grid's luck
        lies below it."""
        w = self.world
        part = w.luck.draw("post.part", w.kinds.grids.every)
        posts = np.floor(w.levers.workers) + (w.levers.workers % 1 > part)
        return np.arange(len(w.workers)) % POSTS_PER_GRID < posts[w.workers.grid]

    def _quit(self, wanted: NDArray[np.bool_], today: Today) -> NDArray[np.bool_]:
        """W6: who leaves by choice; and who must, because the post is taken away (no quit in the records)."""
        w, staff = self.world, self.world.workers.columns
        chance = w.workers.evaluate(GridWorker.quitting_chance, w.levers)
        quits = staff["filled"] & (w.luck.of_agents("worker.quit", w.workers, today.ordinal) < chance)
        today.series["quits"] = w.streets.total(quits)
        leaves = quits | (staff["filled"] & ~wanted)
        staff["filled"][leaves] = False
        return leaves

    def _hire(self, wanted: NDArray[np.bool_], today: Today) -> NDArray[np.bool_]:
        """W6: vacant posts are filled the later, the more of the street's are vacant; the new come rested and
        without experience."""
        w, n, staff = self.world, self.world.numbers.workers, self.world.workers.columns
        vacant = wanted & ~staff["filled"]
        empty = w.streets.total(vacant) / np.maximum(w.streets.total(wanted), 1)
        chance = n.hiring_chance(empty)[w.workers.by_street.street]
        hired = vacant & (w.luck.of_agents("worker.hire", w.workers, today.ordinal) < chance)
        posts = np.flatnonzero(hired)
        staff["filled"][posts], staff["hires"][posts] = True, staff["hires"][posts] + 1
        age = w.levers.hire_age[staff["grid"][posts]]
        give_persons(w.workers, w.luck, posts, age, n.record_habit)
        staff["cases_done"][posts], staff["tenure_days"][posts] = 0, 0
        staff["training"][posts] = w.levers.hire_training[staff["grid"][posts]]
        staff["fatigue"][posts], staff["burnout"][posts] = n.fatigue0, n.burnout_new
        return hired
