from datetime import date

import pytest

from audits.reports.period import Period
from audits.reports.shortcuts import Shortcut, period_of


@pytest.mark.parametrize(
    ("shortcut", "today", "first", "last"),
    [
        (Shortcut.THIS_MONTH, date(2024, 2, 29), date(2024, 2, 1), date(2024, 2, 29)),
        (Shortcut.THIS_MONTH, date(2026, 12, 31), date(2026, 12, 1), date(2026, 12, 31)),
        (Shortcut.LAST_MONTH, date(2026, 1, 15), date(2025, 12, 1), date(2025, 12, 31)),
        (Shortcut.LAST_MONTH, date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        (Shortcut.THIS_QUARTER, date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31)),
        (Shortcut.THIS_QUARTER, date(2026, 10, 1), date(2026, 10, 1), date(2026, 12, 31)),
        (Shortcut.THIS_YEAR, date(2026, 7, 4), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_shortcut_names_whole_months(shortcut, today, first, last):
    assert period_of(shortcut, today=today) == Period(first, last)


def test_other_days_name_no_period():
    with pytest.raises(ValueError, match="names no period"):
        period_of(Shortcut.CUSTOM, today=date(2026, 7, 4))
