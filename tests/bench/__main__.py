"""Measures what has a figure to reach: `make bench`, and with ARGS=--write into the docs."""

import argparse
import os
import sys
from pathlib import Path

import django
from django.test.utils import setup_test_environment

PAGE = Path(__file__).parents[2] / "docs" / "benchmarks.md"


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    write = parser.parse_args().write
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    setup_test_environment()
    from tests.bench.running import measure

    page = measure()
    sys.stdout.write(page)
    if write:
        PAGE.write_text(page)


if __name__ == "__main__":
    main()
