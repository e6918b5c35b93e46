"""What the invented department is made of: ranks, units, names."""

import tomllib
from pathlib import Path
from typing import Any


def read_department() -> dict[str, Any]:
    with (Path(__file__).parent / "department.toml").open("rb") as file:
        return tomllib.load(file)
