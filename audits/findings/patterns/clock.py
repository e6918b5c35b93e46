"""The hours of day at which somebody usually does something, learned from when they did it."""

from datetime import datetime

from django.utils import timezone

_DAY = 24 * 60


class Hours:
    """How often each minute of the day was seen, on the clocks of the department."""

    def __init__(self) -> None:
        self.seen = 0
        self._minutes = [0] * _DAY

    def see(self, moment: datetime) -> None:
        self.seen += 1
        self._minutes[_minute(moment)] += 1

    def near(self, moment: datetime, *, hours: int) -> int:
        """How many were seen within so many hours of that time of day, over midnight as well."""
        middle, reach = _minute(moment), hours * 60
        return sum(
            self._minutes[place % _DAY] for place in range(middle - reach, middle + reach + 1)
        )


def _minute(moment: datetime) -> int:
    local = timezone.localtime(moment)
    return local.hour * 60 + local.minute
