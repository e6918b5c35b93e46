"""Percentiles, which PostgreSQL computes and Django has no word for."""

from typing import Any

from django.db.models import Aggregate


class Percentile(Aggregate):
    """The smallest value that at least `share` (0 to 1) of all values do not exceed."""

    function = "PERCENTILE_DISC"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, *, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


class Median(Percentile):
    """The middle value; of an even number of values, halfway between the two in the middle."""

    function = "PERCENTILE_CONT"

    def __init__(self, expression: Any, **extra: Any) -> None:
        super().__init__(expression, **{"share": 0.5, **extra})
