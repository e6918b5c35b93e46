"""Feeds bytes to what is fuzzed as NAME.

    python -m tests.fuzz.target NAME [what libFuzzer takes]
    python -m tests.fuzz.target NAME FILE …

With files, each is fed once, as one that broke something is.
"""

import sys
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import atheris

with atheris.instrument_imports(include=["audits.discovery"]):
    from audits.discovery.formats import FORMATS
    from tests.fuzz.detecting import Detecting
    from tests.fuzz.groups import GROUPS
    from tests.fuzz.logs import Logs
    from tests.fuzz.mappings import Mappings
    from tests.fuzz.opening import Opening
    from tests.fuzz.tables import Evidence, Tables

VAR = Path("var/fuzz")


class Target(Protocol):
    """Reads an input, and raises whatever nobody expects where it is read wrongly."""

    def __call__(self, data: bytes) -> None: ...

    def finish(self) -> None:
        """Checks what was left for later."""


def target(name: str, path: Path) -> Target:
    """What is fuzzed as `name`, by way of a file at `path`."""
    if name in GROUPS:
        return Logs([FORMATS[one] for one in GROUPS[name]], path, telling(name))
    if name == "mappings":
        return Mappings(path, telling(name))
    return {"tables": Tables, "evidence": Evidence, "detecting": Detecting, "opening": Opening}[
        name
    ](path)


def telling(name: str) -> Callable[[bytes], None]:
    """Keeps an input that is found to be at fault after others have come."""

    def tell(data: bytes) -> None:
        path = VAR / name / f"late-{sha256(data).hexdigest()[:16]}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        sys.stderr.write(f"{path}\n")

    return tell


def main(name: str, arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        fed = target(name, Path(folder, "log"))
        files = [Path(one) for one in arguments if Path(one).is_file()]
        for file in files:
            fed(file.read_bytes())
            fed.finish()
        if not files:
            atheris.Setup([sys.argv[0], *arguments], fed)
            atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
