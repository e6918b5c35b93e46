"""A value among those that spaces divide is read as it was written."""

import pytest

from audits.discovery.formats.columns import token


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a b c", "b"),
        ("  a \t b  c", "b"),
        ('"a b" c d', "c"),
        ('a "b c" d', "b c"),
        (r'a "say \"b\" c" d', 'say "b" c'),
        ('a "say ""b"" c" d', 'say "b" c'),
        ('a "" d', ""),
        ("a - d", ""),
        ('a "-" d', ""),
        ('"a b', ""),
        (r"a POLICE\31234 d", r"POLICE\31234"),
        ("a", ""),
    ],
)
def test_the_second_value_of_those_that_spaces_divide(line: str, value: str) -> None:
    assert token(1).read(line) == value
