class Conflict(Exception):
    """Someone else, or the clock, moved it on meanwhile; the words say what became of it."""


class NamesSomebody(ValueError):
    """What a finding says to all of its readers would name the person that it is about."""
