import pytest

from audits.reports.figures.table import Type
from audits.reports.rendering.words import in_words

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ("Robbery", Type.TEXT, "Robbery"),
        ("", Type.TEXT, ""),
        (None, Type.TEXT, "–"),
        (0, Type.COUNT, "0"),
        (1234567, Type.COUNT, "1,234,567"),
        (None, Type.SECONDS, "–"),
        (0, Type.SECONDS, "0 min"),
        (1, Type.SECONDS, "under 1 min"),
        (59, Type.SECONDS, "under 1 min"),
        (60, Type.SECONDS, "1 min"),
        (3599, Type.SECONDS, "59 min"),
        (3600, Type.SECONDS, "1 h 00 min"),
        (7_564_150, Type.SECONDS, "2,101 h 09 min"),
        (8, Type.SHARE, "0.8 %"),
        (1000, Type.SHARE, "100.0 %"),
        (None, Type.SHARE, "–"),
        ("2026-10-01", Type.DATE, "Oct. 1, 2026"),
        ("2026-10-01T06:59:00+00:00", Type.MOMENT, "Sept. 30, 2026, 11:59 p.m."),
        ("ab12", Type.DIGEST, "ab12"),
    ],
)
def test_value_reads_as_people_read_it(value, kind, words):
    assert in_words(value, kind).replace(NBSP, " ") == words


def test_what_is_missing_is_said_where_the_column_says_how():
    assert in_words(None, Type.COUNT, "not looked at") == "not looked at"
    assert in_words(0, Type.COUNT, "not looked at") == "0"


def test_number_with_its_unit_is_not_broken_across_lines():
    assert in_words(3600, Type.SECONDS) == f"1{NBSP}h{NBSP}00{NBSP}min"
