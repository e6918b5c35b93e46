"""Fuzzes what reads bytes of others, one after another, each for a while (see `make fuzz`).

    python -m tests.fuzz [NAME …]

The names are those of tests.fuzz.groups. FUZZ_SECONDS is how long each takes. What was found is
kept in var/fuzz/NAME, and is where the next run begins; an input that breaks something lies there
as well, under the name of what it did, and `python -m tests.fuzz.target NAME FILE` feeds it again.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.groups import NAMES
from tests.fuzz.seeds import dictionary_of, seeds_of

VAR = Path("var/fuzz")
# Files there are quick to write.
MEMORY = Path("/dev/shm")  # noqa: S108
# Seconds that one input may take, and its bytes.
TIMEOUT, LONGEST = 10, 16 << 10


def main(names: list[str], seconds: int) -> int:
    """How many of what is fuzzed were broken by an input."""
    unknown = set(names) - set(NAMES)
    if unknown:
        known = ", ".join(NAMES)
        sys.stderr.write(f"Not fuzzed: {', '.join(sorted(unknown))}. There are {known}.\n")
        return len(unknown)
    broken = [name for name in names or NAMES if not _fuzz(name, seconds)]
    for name in broken:
        sys.stderr.write(f"{name}: see {VAR / name}\n")
    return len(broken)


def _fuzz(name: str, seconds: int) -> bool:
    folder = VAR / name
    _seed(name, folder / "corpus")
    words = folder / "words"
    words.write_text(dictionary_of(name))
    sys.stderr.write(f"== {name}, {seconds} s\n")
    memory = MEMORY if MEMORY.is_dir() else None
    # libFuzzer ends a process without cleaning up after it.
    with tempfile.TemporaryDirectory(dir=memory) as temporary:
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.target", name, str(folder / "corpus")),
                *(f"-max_total_time={seconds}", f"-timeout={TIMEOUT}", f"-max_len={LONGEST}"),
                *(f"-artifact_prefix={folder}/", f"-dict={words}", "-print_final_stats=1"),
            ],
            env={**os.environ, "TMPDIR": temporary},
            check=False,
        )
    return ended.returncode == 0


def _seed(name: str, folder: Path) -> None:
    """Begins with what the inputs look like, so that it need not be guessed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds_of(name)):
        (folder / f"seed-{number}").write_bytes(seed)


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:], int(os.environ.get("FUZZ_SECONDS", "600")))))
