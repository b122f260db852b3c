"""The five kinds of agents: what each is, and the rules by which it acts."""
