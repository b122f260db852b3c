"""Statistics of many runs: paired differences, corrections for many metrics, concentration, waiting curves.

Everything takes plain arrays of numbers and returns numbers in the same unit. Methods that scipy has are
scipy's.
"""

from simulation.statistics.anytime import anytime, anytime_bound, anytime_p, anytime_pairs_needed
from simulation.statistics.bootstrap import bootstrap_mean
from simulation.statistics.concentration import gini, hhi
from simulation.statistics.many_tests import holm
from simulation.statistics.paired import PairedDifference, paired_difference, replications_needed
from simulation.statistics.ratios import fieller, paired_ratio, ratio_of_means
from simulation.statistics.settling import settles_after
from simulation.statistics.variance_reduction import VarianceReduction, variance_reduction
from simulation.statistics.waiting_curves import WaitingCurve, kaplan_meier, kaplan_meier_counts

__all__ = [
    "PairedDifference",
    "VarianceReduction",
    "WaitingCurve",
    "anytime",
    "anytime_bound",
    "anytime_p",
    "anytime_pairs_needed",
    "bootstrap_mean",
    "fieller",
    "gini",
    "hhi",
    "holm",
    "kaplan_meier",
    "kaplan_meier_counts",
    "paired_difference",
    "paired_ratio",
    "ratio_of_means",
    "replications_needed",
    "settles_after",
    "variance_reduction",
]
