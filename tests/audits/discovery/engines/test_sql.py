"""Regular expressions for Java."""

import pytest

from audits.discovery.engines.spark.sql import for_java, sql_of
from audits.discovery.formats import FORMATS
from audits.discovery.selecting import expression
from tests.audits.discovery.formats.reading import WATCHLIST


@pytest.mark.parametrize(
    ("regex", "java"),
    [
        (r"^a.b$", r"(?d)^a.b$"),
        (r"\s+\S", r"(?d)[\t\n\f\r ]+[^\t\n\f\r ]"),
        (r"[^\s,]", r"(?d)[^\t\n\f\r ,]"),
        (r"\\s", r"(?d)\\s"),
        (r"\[[^[\]]+\]", r"(?d)\[[^\[\]]+\]"),
        (r"[a&&b]&", r"(?d)[a\&\&b]\&"),
    ],
)
def test_a_regular_expression_is_written_as_java_reads_it_alike(regex: str, java: str) -> None:
    assert for_java(regex) == java


@pytest.mark.parametrize("name", FORMATS)
def test_every_regular_expression_of_a_format_is_translated(name: str) -> None:
    sql = sql_of(expression(FORMATS[name], WATCHLIST))

    functions = sql.count(" RLIKE ") + sql.count("REGEXP_EXTRACT(") + sql.count("REGEXP_REPLACE(")
    assert functions
    assert sql.count("(?d)") == functions
