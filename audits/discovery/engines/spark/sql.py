"""An expression as the SQL of Spark, with regular expressions that Java reads as RE2 does."""

import re
from typing import Any

import ibis
from ibis.expr.operations import Literal, Node, RegexExtract, RegexReplace, RegexSearch
from ibis.expr.types import Table

# What a space is to RE2: outside of a class, and inside of one.
_SPACE = {
    r"\s": (r"[\t\n\f\r ]", r"\t\n\f\r "),
    r"\S": (r"[^\t\n\f\r ]", r"[^\t\n\f\r ]"),
}
# Only "\n" ends a line, so that "." is everything else, and "$" is the end.
_ONLY_FEEDS = "(?d)"
_TOKEN = re.compile(r"\\.|[\[\]&]")


def sql_of(expression: Table) -> str:
    """The SQL of Spark; it selects the same rows as that of DuckDB."""
    return ibis.to_sql(expression.op().replace(_in_java).to_expr(), dialect="pyspark")


def _in_java(node: Node, changed: dict[str, Any] | None) -> Node:
    values = {**dict(zip(node.argnames, node.args, strict=True)), **(changed or {})}
    if isinstance(node, RegexExtract | RegexReplace | RegexSearch):
        pattern = values["pattern"]
        values["pattern"] = Literal(for_java(pattern.value), pattern.dtype)
    elif not changed:
        return node
    return node.__class__(**values)


def for_java(regex: str) -> str:
    """`regex`, which is written for RE2, as Java reads it alike.

    To Java, lines end at more than "\\n", a vertical tab is a space, and in a class "[" begins
    another one and "&&" is an operator.
    """
    inside = False

    def translated(found: re.Match[str]) -> str:
        nonlocal inside
        part, within = found[0], inside
        inside = {"[": True, "]": False}.get(part, inside)
        if part in _SPACE:
            return _SPACE[part][within]
        return "\\" + part if part == "&" or (part == "[" and within) else part

    return _ONLY_FEEDS + _TOKEN.sub(translated, regex)
