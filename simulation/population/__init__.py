"""Whole populations are arrays; one agent is a view.

A kind of agent is a subclass of `ArrayAgent` that declares its state, each once:

    class Resident(ArrayAgent):
        trust: NDArray = state("float32", 0.6, "level 0-1", (0, 1), "trust in the grid")

        def chance_of_report(self, levers):
            return 0.2 + 0.5 * self.trust * levers.voice_app[self.grid]

The same source serves one agent and everyone: `residents.trust` is an array, `residents[17].trust` a number,
and `residents.evaluate(Resident.chance_of_report, levers)` gives the chances of all. An array that a rule is
asked with holds one value for each agent; anything else is the same for all. `Population` is what Mesa users
expect of an agent set.
"""

from simulation.population.agent import ArrayAgent, Field, state
from simulation.population.array_model import ArrayModel
from simulation.population.crowd import Crowd
from simulation.population.population import Population
from simulation.population.rules.answer import SlowRuleWarning
from simulation.population.rules.explain import Influence, adds_up, influences_on, terms_of
from simulation.population.rules.inputs import inputs_of
from simulation.population.rules.user_kinds import check_target, targets, with_user_rules
from simulation.population.rules.user_rule import RuleError, UserRule, user_rule
from simulation.population.side_by_side import ByStreet, Streets

__all__ = [
    "ArrayAgent",
    "ArrayModel",
    "ByStreet",
    "Crowd",
    "Field",
    "Influence",
    "Population",
    "RuleError",
    "SlowRuleWarning",
    "Streets",
    "UserRule",
    "adds_up",
    "check_target",
    "influences_on",
    "inputs_of",
    "state",
    "targets",
    "terms_of",
    "user_rule",
    "with_user_rules",
]
