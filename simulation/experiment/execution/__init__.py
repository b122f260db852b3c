"""How runs are done: one run, many in processes of this machine or by Dask, and what fails."""
