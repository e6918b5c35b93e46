"""What the database refuses of findings, whichever way a write comes."""
