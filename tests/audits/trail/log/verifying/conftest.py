"""An export, and the tool that verifies it."""

import runpy
import shutil
import sys
from pathlib import Path

import pytest

from tests.audits.trail.log.building import (
    publish_log,
)
from tests.audits.trail.log.judges import TOOL
from tests.audits.trail.log.verifying.exports import (
    CONTENTS,
    DIGESTS,
    ENTRIES,
    content_file,
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "trail"
    publish_log(folder, ENTRIES)
    for digest, content in zip(DIGESTS, CONTENTS, strict=True):
        file = content_file(folder, digest)
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
    return folder


@pytest.fixture
def folder(exported, tmp_path):
    return Path(shutil.copytree(exported, tmp_path / "trail"))


@pytest.fixture
def verify(monkeypatch, capsys):
    """Run the tool; answers its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", [str(TOOL), *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(TOOL), run_name="__main__")
        printed = capsys.readouterr()
        return ended.value.code, (printed.out or printed.err).strip()

    return run
