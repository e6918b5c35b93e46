"""Pages of findings."""
