"""Tables that stand beside the logs and say who is who: CSV files, known by their header."""
