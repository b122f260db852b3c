"""One workload, played by several engines: a module each, with `prepare(workload)`.

It gets everything ready and returns a call that plays the workload once and returns an `Outcome`; only that
call is timed. `Absent` is raised, with a sentence, where an engine cannot be used on this machine.
"""
