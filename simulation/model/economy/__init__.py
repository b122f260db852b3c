"""Money and firms: the treasury, property fees, firms, the market."""
