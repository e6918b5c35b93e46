"""Which engine runs the expressions, told by an address: "duckdb", or "spark://host:port"."""

from audits.discovery.engines.engine import Engine

DUCKDB = "duckdb"


class NoSuchEngine(ValueError):
    """An address that names no engine, or one whose packages are not installed."""


def engine_at(address: str) -> Engine:
    """The engine at `address`. Raises NoSuchEngine."""
    if address == DUCKDB:
        from audits.discovery.engines.local import DuckDB

        return DuckDB()
    raise NoSuchEngine(f'"{address}" is no engine; expected duckdb or spark://host:port')
