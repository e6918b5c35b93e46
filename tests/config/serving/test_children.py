import sys
import time

import psutil
import pytest
from django.core.management.base import CommandError

from config.serving.children import Children

SLEEP = "import time; time.sleep(60)"
SLEEP_ON = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
START_ANOTHER = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {SLEEP!r}])"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def descendants() -> list[psutil.Process]:
    return psutil.Process().children(recursive=True)


def remaining(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that live on a second later; one that nobody buried has ended as well."""
    _gone, alive = psutil.wait_procs(processes, timeout=1)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_children_end_with_the_block():
    with Children() as children:
        children.start(name="first", command=python(SLEEP))
        children.start(name="second", command=python(SLEEP))
        started = descendants()

    assert len(started) == 2
    assert remaining(started) == []


def test_child_that_does_not_listen_is_killed():
    with Children(seconds_to_end=0.5) as children:
        children.start(name="stubborn", command=python(SLEEP_ON))
        time.sleep(0.3)
        started = descendants()

    assert remaining(started) == []


def test_child_that_ends_is_named_with_its_exit_code():
    with (
        pytest.raises(CommandError, match=r"^The worker ended with exit code 3\.$"),
        Children() as children,
    ):
        children.start(name="web server", command=python(SLEEP))
        children.start(name="worker", command=python("raise SystemExit(3)"))
        children.watch()


def test_what_a_dead_child_left_behind_ends_too():
    with pytest.raises(CommandError), Children() as children:
        children.start(name="parent", command=python(f"{START_ANOTHER}; time.sleep(1)"))
        time.sleep(0.5)
        started = descendants()
        children.watch()

    assert len(started) == 2
    assert remaining(started) == []
