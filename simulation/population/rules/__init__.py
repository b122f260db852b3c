"""Rules of agents: how one answers for all, why it answered so, and user-defined ones in its place."""
