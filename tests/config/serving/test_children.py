import sys
import time
from collections.abc import Callable

import psutil
import pytest
from django.core.management.base import CommandError

from config.serving.children import Children

Started = Callable[[], list[psutil.Process]]

SLEEP = "import time; time.sleep(60)"
SLEEP_ON = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
START_ANOTHER = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {SLEEP!r}])"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.fixture
def started() -> Started:
    """A function that lists what the test started, beside what ran before it."""
    me = psutil.Process()
    before = set(me.children(recursive=True))
    return lambda: [each for each in me.children(recursive=True) if each not in before]


def remaining(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that live on a second later; one that nobody buried has ended as well."""
    _gone, alive = psutil.wait_procs(processes, timeout=1)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]


def test_children_end_with_the_block(started: Started):
    with Children() as children:
        children.start(name="first", command=python(SLEEP))
        children.start(name="second", command=python(SLEEP))
        processes = started()

    assert len(processes) == 2
    assert remaining(processes) == []


def test_child_that_does_not_listen_is_killed(started: Started):
    with Children(seconds_to_end=0.5) as children:
        children.start(name="stubborn", command=python(SLEEP_ON))
        time.sleep(0.3)
        processes = started()

    assert remaining(processes) == []


def test_child_that_ends_is_named_with_its_exit_code():
    with (
        pytest.raises(CommandError, match=r"^The worker ended with exit code 3\.$"),
        Children() as children,
    ):
        children.start(name="web server", command=python(SLEEP))
        children.start(name="worker", command=python("raise SystemExit(3)"))
        children.watch()


def test_what_a_dead_child_left_behind_ends_too(started: Started):
    with pytest.raises(CommandError), Children() as children:
        children.start(name="parent", command=python(f"{START_ANOTHER}; time.sleep(1)"))
        time.sleep(0.5)
        processes = started()
        children.watch()

    assert len(processes) == 2
    assert remaining(processes) == []
