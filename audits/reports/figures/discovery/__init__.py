"""What discovery saw of a period, and what it could not; where nobody looked, no number stands."""
