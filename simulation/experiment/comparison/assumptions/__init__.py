"""What a study over parameter sets knows: how much is luck, how much hangs on assumptions."""
