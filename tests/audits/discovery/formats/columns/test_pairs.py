"""A value of name=value is read as it was written."""

import pytest

from audits.discovery.formats.columns import pair


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a=1 b=2", "2"),
        ('a="1 b=3" b=2', "2"),
        (r'a="\" b=3" b=2', "2"),
        ('a="" b="2 3" c=4', "2 3"),
        (r'b="say \"hi\""', 'say "hi"'),
        (r"b=POLICE\31234", r"POLICE\31234"),
        ("ab=2", ""),
        ("a=1 b= c=3", ""),
        ('a="b=2"', ""),
    ],
)
def test_the_value_of_a_name_among_pairs(line: str, value: str) -> None:
    assert pair("b").read(line) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("a=x", "x"),
        ("<13>a=x", "x"),
        ("<13>Nov 13 07:00:00 host a=x", "x"),
        ('a="x y"', "x y"),
        (r'a="x \"y\""', 'x "y"'),
        ('c="a=no" a=x', "x"),
        ('c="said a=no" a=x', "x"),
        (r'c="said \" a=no" a=x', "x"),
        ('c="said a=no"', ""),
        ("aa=no a=x", "x"),
        ("c=a=no a=x", "x"),
        ('a="" b=x', "x"),
        ("a= b=x", "x"),
        ('c=no"t a=x', "x"),
        ('"loose" a=x', "x"),
        ('a="cut o', "cut o"),
        ("c==a=no a=x", "x"),
        ("a=x=y&z", "x=y&z"),
    ],
)
def test_the_first_name_that_has_a_value_counts(line: str, value: str) -> None:
    assert pair("a", "b").read(line) == value
