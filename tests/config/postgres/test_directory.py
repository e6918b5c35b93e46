import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.postgres import directory


@pytest.fixture
def dead() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def mark_server(data: Path, number: int) -> None:
    """Write what a running server leaves, and a killed one left."""
    (data / "postmaster.pid").write_text(f"{number}\n{data}\n0\n5432\n{data}\n\n0 0\nready\n")
    (data / ".s.PGSQL.5432.lock").write_text(f"{number}\n")


def test_own_directory_is_accepted(tmp_path: Path):
    directory.check(tmp_path)


def test_directory_not_made_yet_is_accepted(tmp_path: Path):
    directory.check(tmp_path / "postgres")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a directory away")
def test_directory_of_somebody_else_is_refused_to_root(tmp_path: Path):
    os.chown(tmp_path, 54321, 54321)

    with pytest.raises(ImproperlyConfigured, match="belongs to user 54321"):
        directory.check(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="only an ordinary user can be refused root's")
def test_directory_of_root_is_refused_to_a_user():
    with pytest.raises(ImproperlyConfigured, match="belongs to root"):
        directory.check(Path("/usr"))


@pytest.mark.parametrize("name", ["my files", "it's", 'a"b', "a$b", "a;b"])
def test_path_that_a_shell_would_change_is_refused(tmp_path: Path, name: str):
    with pytest.raises(ImproperlyConfigured, match="a space or quote in the path"):
        directory.check(tmp_path / name)


def test_killed_processes_no_longer_hold_the_server(tmp_path: Path, dead: int):
    handles = tmp_path / ".handle_pids.json"
    handles.write_text(json.dumps([dead, os.getpid()]))

    directory.forget_the_dead(tmp_path)

    assert json.loads(handles.read_text()) == [os.getpid()]


def test_mark_of_a_server_that_was_killed_is_removed(tmp_path: Path, dead: int):
    mark_server(tmp_path, dead)

    directory.forget_the_dead(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_mark_whose_number_went_to_another_program_is_removed(tmp_path: Path):
    mark_server(tmp_path, os.getpid())

    directory.forget_the_dead(tmp_path)

    assert list(tmp_path.iterdir()) == []
