"""DuckDB, inside this process."""

import ibis

from audits.discovery.engines.local import DuckDB
from audits.discovery.selecting import LINES


def test_what_was_compiled_for_many_layouts_is_not_kept_for_ever() -> None:
    engine, lines = DuckDB(), ibis.table(LINES, name="lines")

    answers = [engine.run(lines.select(n=ibis.literal(n)), [("x", 0, "")]) for n in range(150)]

    assert answers == [[(n,)] for n in range(150)]
    assert len(engine._compiled) < 150
