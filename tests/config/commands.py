"""Commands run as a person runs them: in a process of their own, with their own settings."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANAGE = [sys.executable, str(ROOT / "manage.py")]

# What this test run was given, and a command should not inherit.
OURS = {
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DJANGO_SETTINGS_MODULE",
    "DATABASE_URL",
    "PRODUCTION",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "TRAIL_ORIGIN",
    "TRAIL_WITNESSES",
    "TRAIL_WITNESS_INTERVAL",
    "PSEUDONYM_KEY",
    "DISCOVERY_KEYS",
    "UNMASKED_HOURS",
}

# What a department sets; nothing listens there, and no check connects to it.
PRODUCTION = {
    "PRODUCTION": "true",
    "SECRET_KEY": "".join(map(chr, range(48, 112))),
    "ALLOWED_HOSTS": "gatehouse.example.gov",
    "TRAIL_ORIGIN": "gatehouse.example.gov/trail",
    "PSEUDONYM_KEY": "".join(map(chr, range(60, 120))),
    # 32 bytes of nothing: a key of nobody.
    "DISCOVERY_KEYS": f"{'A' * 43}=",
    "DATABASE_URL": "postgresql://gatehouse@db.example.gov/gatehouse?sslmode=verify-full",
}


def environment(data: Path, **variables: str) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in OURS}
    return {**inherited, "DATA_DIR": str(data), **variables}


def manage(*arguments: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*MANAGE, *arguments],
        env=environment(data, **variables),
        capture_output=True,
        text=True,
        check=False,
    )
