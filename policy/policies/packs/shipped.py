"""The packs that come with the product."""

from pathlib import Path

LIBRARY = Path(__file__).parent / "library"


def shipped_packs() -> dict[str, Path]:
    """The file of each shipped pack by the slug of its policy, in alphabetical order."""
    return {path.stem: path for path in sorted(LIBRARY.glob("*.toml"))}
