"""The forms of a search request: its steps, the deeds on it, the filters of the list."""
