"""The case log of an office: read as it is, with every fault by its line.

    from simulation.caselog import read_log

    log = read_log("工单.csv")
    log.cases, log.faults, log.columns, log.notes

Columns are recognised in Chinese and English. Columns that tell who somebody is are never kept.
"""

from simulation.caselog.errors import LogError
from simulation.caselog.log import CaseLog
from simulation.caselog.read import read_log

__all__ = ["CaseLog", "LogError", "read_log"]
