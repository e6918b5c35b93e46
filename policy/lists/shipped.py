"""What every list begins with: each app says it of its own lists when it is ready."""

from collections.abc import Mapping

from django.db.models import TextChoices

from policy.lists.choices import ListName

_shipped: dict[ListName, type[TextChoices]] = {}


def ship(lists: Mapping[ListName, type[TextChoices]]) -> None:
    """The codes and words that these lists begin with, in their order."""
    _shipped.update(dict(lists))


def shipped(name: ListName) -> dict[str, str]:
    """The words of every code that ships with the list, in order; the words stay lazy."""
    return {str(member.value): member.label for member in _shipped.get(name, ())}
