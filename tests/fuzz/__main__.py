"""Fuzzes formats, one after another, each for a while (see `make fuzz`).

    python -m tests.fuzz [FORMAT …]

FUZZ_SECONDS is how long each takes. What was found is kept in var/fuzz/FORMAT, and is where the
next run begins; an input that breaks something lies there as well, under the name of what it did.
"""

import os
import subprocess
import sys
from pathlib import Path

from audits.discovery.formats import FORMATS
from tests.fuzz.seeds import seeds_of

VAR = Path("var/fuzz")
# Seconds that one input may take, and its bytes.
TIMEOUT, LONGEST = 10, 64 << 10


def main(names: list[str], seconds: int) -> int:
    """How many of the formats were broken by an input."""
    unknown = set(names) - set(FORMATS)
    if unknown:
        sys.stderr.write(f"No such format: {', '.join(sorted(unknown))}\n")
        return len(unknown)
    broken = [name for name in names or FORMATS if not _fuzz(name, seconds)]
    for name in broken:
        sys.stderr.write(f"{name}: see {VAR / name}\n")
    return len(broken)


def _fuzz(name: str, seconds: int) -> bool:
    folder = VAR / name
    _seed(name, folder / "corpus")
    sys.stderr.write(f"== {name}, {seconds} s\n")
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "tests.fuzz.target", name, str(folder / "corpus")),
            *(f"-max_total_time={seconds}", f"-timeout={TIMEOUT}", f"-max_len={LONGEST}"),
            *(f"-artifact_prefix={folder}/", "-print_final_stats=1"),
        ],
        check=False,
    )
    return ended.returncode == 0


def _seed(name: str, folder: Path) -> None:
    """Begins with what the format looks like, so that it need not be guessed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(seeds_of(name)):
        (folder / f"seed-{number}").write_text(text)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:], int(os.environ.get("FUZZ_SECONDS", "600")))))
