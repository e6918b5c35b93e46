"""The entries that ship, entered where a list lacks them: after every migration, once each."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.apps import apps as all_apps
from django.utils.translation import override

from policy.lists.choices import ListName
from policy.lists.places import place_after
from policy.lists.shipped import shipped


def enter_shipped(apps: Any = all_apps, using: str = "default", **_signal: Any) -> None:
    """Adds the shipped entries that a list does not have; those it has stay as the office has them.

    A code that comes with a later release takes its place after the one that it ships behind.
    """
    try:
        model = apps.get_model("lists", "Entry")
    except LookupError:
        return  # this app is not migrated yet
    entries = model.objects.using(using)
    places: dict[str, dict[str, Decimal]] = {name: {} for name in ListName.values}
    for name, code, position in entries.values_list("list", "code", "position"):
        places.setdefault(name, {})[code] = position
    # In the language of the source: the words are translated when they are read.
    with override(None):
        missing = [
            model(list=name, code=code, words=str(words), position=position)
            for name in ListName
            for code, words, position in _missing(shipped(name), places[name])
        ]
    if missing:
        entries.bulk_create(missing)


def _missing(
    ships: Mapping[str, str], places: dict[str, Decimal]
) -> Iterator[tuple[str, str, Decimal]]:
    before: Decimal | None = None
    for code, words in ships.items():
        if code not in places:
            places[code] = place_after(before, places.values())
            yield code, words, places[code]
        before = places[code]
