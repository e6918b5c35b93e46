"""Which engine an address names, and what is said where it cannot be had."""

import shutil
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from audits.discovery.engines.choosing import NoSuchEngine, engine_at
from audits.discovery.engines.local import DuckDB

SQUID = "1604900000.123 9 10.1.2.3 TCP_MISS/200 9 GET http://example.com/ - HIER_DIRECT/1.2.3.4 -\n"
needs_java = pytest.mark.skipif(
    not shutil.which("java"), reason="there is no java on this machine; Spark needs Java 17"
)


def test_duckdb_is_an_engine() -> None:
    assert isinstance(engine_at("duckdb"), DuckDB)


@pytest.mark.parametrize(
    "address", ["", "DuckDB", "spark", "spark://host", "spark://a:1,b", "sc://a:1"]
)
def test_an_address_that_is_none_is_refused_with_what_was_expected(address: str) -> None:
    with pytest.raises(NoSuchEngine, match="expected duckdb or spark://host:port"):
        engine_at(address)


@needs_java
@pytest.mark.parametrize("address", ["spark://master:7077", "spark://one:7077,two:7077"])
def test_spark_is_an_engine(address: str) -> None:
    from audits.discovery.engines.spark.engine import Spark

    engine = engine_at(address)

    assert isinstance(engine, Spark)
    assert engine.address == address


def test_without_the_package_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)

    with pytest.raises(
        NoSuchEngine, match=r"^Spark is not installed here; install it: make spark$"
    ):
        engine_at("spark://master:7077")


def test_without_java_it_is_said_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))

    with pytest.raises(NoSuchEngine, match=r"apt install openjdk-17-jre-headless$"):
        engine_at("spark://master:7077")


@needs_java
def test_where_no_master_answers_the_command_says_so_at_once(tmp_path: Path) -> None:
    (tmp_path / "access.log").write_text(SQUID)

    with pytest.raises(CommandError, match=r"^no Spark master answers at spark://127\.0\.0\.1:9: "):
        call_command("discover", str(tmp_path), engine="spark://127.0.0.1:9")
