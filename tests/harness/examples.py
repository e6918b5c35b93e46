"""How many examples a rule is tried on."""

from hypothesis import settings


def times(factor: float) -> int:
    """That many times the examples that the profile of this run makes (tests/conftest.py)."""
    return round(settings().max_examples * factor)
