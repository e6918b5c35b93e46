"""What became a finding in a period, and what became of it; nobody is named, not even by code."""
