"""Which engine reads the logs, told by an address: "duckdb", or "spark://host:port"."""

import os
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings

from audits.discovery.engines.engine import Engine

DUCKDB = "duckdb"
# Of a cluster with masters in reserve, every one is named.
_SPARK = re.compile(r"spark://[^\s:,/]+:\d+(?:,[^\s:,/]+:\d+)*")


class NoSuchEngine(ValueError):
    """An address that names no engine, or one that needs what is not installed."""


def engine_at(address: str) -> Engine:
    """The engine at `address`, to be closed after use. Raises NoSuchEngine."""
    if address == DUCKDB:
        from audits.discovery.engines.local import DuckDB

        return DuckDB()
    if _SPARK.fullmatch(address):
        return _spark(address)
    raise NoSuchEngine(f'"{address}" is no engine; expected duckdb or spark://host:port')


def _spark(address: str) -> Engine:
    if not find_spec("pyspark"):
        raise NoSuchEngine("Spark is not installed here; install it: make spark")
    if not _has_java():
        raise NoSuchEngine(
            "Spark needs Java 17 or newer, and there is no java here; on Debian and Ubuntu: "
            "apt install openjdk-17-jre-headless"
        )
    from audits.discovery.engines.spark.engine import Spark

    return Spark(address, scratch=Path(settings.DATA_DIR) / "spark")


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which("java", path=f"{home}/bin" if home else None))
