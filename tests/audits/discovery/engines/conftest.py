"""The cluster that the tests of Spark share."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from audits.discovery.engines.spark.engine import Spark
    from tests.audits.discovery.engines.cluster import Cluster


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Cluster]":
    if not shutil.which("java"):
        pytest.skip("there is no java on this machine; Spark needs Java 17 or newer")
    assert find_spec("pyspark"), "Spark is not installed; make test installs it"
    from tests.audits.discovery.engines.cluster import running

    with running(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture(scope="session")
def spark(cluster: "Cluster", tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Spark]":
    """The engine, as it reads files in parts as small as may be."""
    from audits.discovery.engines.spark.engine import Spark
    from audits.discovery.reading.opening import PIECE

    scratch: Path = tmp_path_factory.mktemp("scratch")
    with closing(Spark(cluster.address, scratch=scratch, part=PIECE)) as engine:
        yield engine
