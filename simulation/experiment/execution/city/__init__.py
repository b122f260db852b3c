"""Cities: blocks of whole streets, each in a process, which settle on the first of a month."""

from simulation.experiment.execution.city.run import city_in_this_process

__all__ = ["city_in_this_process"]
