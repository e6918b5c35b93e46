"""What every process loads as it starts, and what it leaves to those who need it."""

import json
import subprocess
import sys

from tests.config.commands import environment

HEAVY = ("altair", "duckdb", "ibis", "pyspark", "vl_convert", "z3")
LOADED = f"""
import json, sys
import django
django.setup()
import config.urls
print(json.dumps([name for name in {HEAVY} if name in sys.modules]))
"""


def test_what_takes_a_while_to_load_is_loaded_where_it_is_needed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", LOADED],
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="config.settings"),
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(done.stdout) == []
