"""A session on a cluster. A process has one at a time, and nothing is left of it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from zipfile import ZipFile

from pyspark import SparkConf, SparkContext
from pyspark.java_gateway import launch_gateway
from pyspark.sql import SparkSession

import audits.discovery

_ALONE = Lock()
_PATIENCE = 5
_PACKAGE = Path(audits.discovery.__file__).parent
_ROOT = _PACKAGE.parent.parent
# For the longest line that Java's regular expressions are given; see LONG.
_STACK = "-Xss256m"


@contextmanager
def session(address: str, *, scratch: Path) -> Iterator[SparkSession]:
    """A session on the cluster at `address`, with our code on its workers.

    What Spark writes goes to a folder in `scratch` that is removed at the end. Another thread of
    this process waits until it may have its own. Raises OSError where no master answers.
    """
    _require_master(address)
    scratch.mkdir(parents=True, exist_ok=True)
    # The workers run the same Python, wherever theirs is.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    with _ALONE, TemporaryDirectory(dir=scratch) as folder, _context(address, folder) as context:
        context.addPyFile(_zipped(Path(folder)))
        spark = SparkSession(context)
        try:
            yield spark
        finally:
            spark.stop()


def _require_master(address: str) -> None:
    """Raises OSError: Spark itself would try for minutes."""
    masters = address.removeprefix("spark://").split(",")
    for master in masters:
        host, _, port = master.rpartition(":")
        try:
            socket.create_connection((host, int(port)), timeout=_PATIENCE).close()
        except OSError as error:
            why = error
        else:
            return
    raise OSError(f"no Spark master answers at {address}: {why}")


@contextmanager
def _context(address: str, folder: str) -> Iterator[SparkContext]:
    """A context with a Java process of its own, which ends with it."""
    conf = _conf(address, folder)
    with (Path(folder) / "driver.log").open("wb") as log:
        gateway = launch_gateway(conf, {"stdout": log, "stderr": subprocess.STDOUT})
        try:
            yield SparkContext(conf=conf, gateway=gateway)
        finally:
            gateway.shutdown()
            gateway.proc.stdin.close()
            gateway.proc.wait()
            # Spark would go on with the process that has ended.
            SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001


def _conf(address: str, folder: str) -> SparkConf:
    """What we ask of Spark; the rest is the department's, in its spark-defaults.conf."""
    return SparkConf().setAll(
        list(
            {
                "spark.master": address,
                "spark.app.name": "Gatehouse discovery",
                "spark.ui.enabled": "false",
                "spark.ui.showConsoleProgress": "false",
                "spark.local.dir": folder,
                "spark.sql.warehouse.dir": folder,
                "spark.sql.catalogImplementation": "in-memory",
                "spark.executor.extraJavaOptions": _STACK,
                # To compile an expression that is so long takes longer than its few lines do.
                "spark.sql.codegen.wholeStage": "false",
                "spark.sql.codegen.factoryMode": "NO_CODEGEN",
            }.items()
        )
    )


def _zipped(folder: Path) -> str:
    """The code that the workers run, as it is here."""
    file = folder / "gatehouse.zip"
    with ZipFile(file, "w") as target:
        for path in (_PACKAGE.parent / "__init__.py", *_PACKAGE.rglob("*.py")):
            target.write(path, path.relative_to(_ROOT))
    return str(file)
