"""A cluster of Spark on this machine: a master and two workers, each a process of its own."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pyspark

_HOST = "127.0.0.1"
_PATIENCE = 120
# Tests are over before Java's better compiler would have paid off.
_JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
_DEPLOY = "org.apache.spark.deploy"


class Cluster:
    """A master and `workers`; `folder` takes all that they write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"spark://{_HOST}:{_free_port()}"
        self.workers: list[psutil.Popen] = []
        self._started: list[psutil.Process] = []

    def start(self) -> None:
        port = self.address.rpartition(":")[2]
        self._start("master", f"{_DEPLOY}.master.Master", "--port", port)
        self._wait_for("master", "I have been elected leader")
        for name in ("worker-1", "worker-2"):
            options = ("-c", "1", "-m", "1g", "-d", str(self.folder / name), self.address)
            self.workers.append(self._start(name, f"{_DEPLOY}.worker.Worker", *options))
        for name in ("worker-1", "worker-2"):
            self._wait_for(name, "Successfully registered with master")

    def kill_one(self) -> None:
        """Kills a worker and all that it runs, as when a machine loses its power."""
        _kill(self.workers.pop())

    def end(self) -> None:
        for process in reversed(self._started):
            _kill(process)

    def _start(self, name: str, *command: str) -> psutil.Popen:
        with self._log(name).open("wb") as log:
            process = psutil.Popen(
                [_CLASS, command[0], "--host", _HOST, "--webui-port", "0", *command[1:]],
                cwd=self.folder,
                env={**os.environ, "SPARK_LOCAL_DIRS": str(self.folder)},
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._started.append(process)
        return process

    def _log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def _wait_for(self, name: str, words: str) -> None:
        end = time.monotonic() + _PATIENCE
        while words not in self._log(name).read_text():
            assert time.monotonic() < end, self._log(name).read_text()
            time.sleep(0.1)


@contextmanager
def running(folder: Path) -> Iterator[Cluster]:
    """A cluster that is ended afterward, and this process as its client, on loopback alone."""
    ours = {"SPARK_LOCAL_IP": _HOST, "JAVA_TOOL_OPTIONS": _JAVA, "SPARK_CONF_DIR": str(folder)}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.end()
        for name, value in before.items():
            os.environ.pop(name)
            os.environ.update({name: value} if value else {})


def _kill(process: psutil.Process) -> None:
    if not process.is_running():
        return
    tree = [process, *process.children(recursive=True)]
    for one in tree:
        one.kill()
    psutil.wait_procs(tree, timeout=10)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind((_HOST, 0))
        return taken.getsockname()[1]
