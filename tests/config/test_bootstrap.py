import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from config import bootstrap

# Runs the script as an older Python would run it.
AS_OLD = (
    "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path({path!r}, None, '__main__')"
)
NOBODY_LISTENS = "http://127.0.0.1:9/simple"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A directory with the script, an environment, and one package to install into it."""
    venv.create(tmp_path / ".venv", system_site_packages=True)
    (tmp_path / "config").mkdir()
    shutil.copy(bootstrap.__file__, tmp_path / "config")
    (tmp_path / "requirements.lock").write_text(f"nothing==1.0 --hash=sha256:{'0' * 64}\n")
    return tmp_path


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **variables}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_python_that_is_too_old_is_named(clone: Path, tmp_path: Path):
    shutil.rmtree(clone / ".venv")
    code = AS_OLD.format(path=str(clone / "config" / "bootstrap.py"))

    done = run(sys.executable, "-c", code, PATH=str(tmp_path))

    assert done.stderr == "Gatehouse needs Python 3.11 or newer; this machine has 3.9.\n"
    assert done.returncode == 1


def test_no_network_is_said_in_one_line(clone: Path):
    done = run(
        sys.executable,
        str(clone / "config" / "bootstrap.py"),
        PIP_INDEX_URL=NOBODY_LISTENS,
        PIP_RETRIES="0",
    )

    assert done.stderr == (
        "No network. The packages of requirements.lock could not be installed. "
        "Details: var/setup.log\n"
    )
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("option", "first"), [("--spark", "requirements.lock"), ("--dev", "requirements-dev.lock")]
)
def test_spark_is_installed_where_it_is_asked_for_and_for_tests(
    clone: Path, option: str, first: str
):
    shutil.copy(clone / "requirements.lock", clone / "requirements-spark.lock")
    lock = clone / first
    lock.write_text("")
    bootstrap._stamp(clone / ".venv" / f".{first}.installed", lock)

    done = run(
        sys.executable,
        str(clone / "config" / "bootstrap.py"),
        option,
        PIP_INDEX_URL=NOBODY_LISTENS,
        PIP_RETRIES="0",
    )

    assert "The packages of requirements-spark.lock could not be installed." in done.stderr


def test_lock_that_was_installed_is_not_installed_again(tmp_path: Path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("one==1")

    before = bootstrap._is_stamped(stamp, lock)
    bootstrap._stamp(stamp, lock)
    after = bootstrap._is_stamped(stamp, lock)

    assert (before, after) == (False, True)


def test_lock_that_changed_is_installed_again(tmp_path: Path):
    lock, stamp = tmp_path / "lock", tmp_path / "stamp"
    lock.write_text("one==1")
    bootstrap._stamp(stamp, lock)

    lock.write_text("one==2")

    assert not bootstrap._is_stamped(stamp, lock)
