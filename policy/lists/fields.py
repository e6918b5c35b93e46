"""The model field that holds a code of a list."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from policy.lists.choices import ListName

LONGEST_CODE = 60


class ChoicesOf:
    """The codes and words of a list as they are when someone asks, those that ended included."""

    def __init__(self, name: ListName) -> None:
        self.name = name

    def __call__(self) -> list[tuple[str, str]]:
        from policy.lists.queries import current

        return current().choices(self.name)


class CodeField(models.CharField):
    """A code of the list `of`: its choices and its words are those of the list.

    Whatever the list has had is a right value; what is still offered, the forms say.
    """

    def __init__(self, *args: Any, of: ListName | str, **kwargs: Any) -> None:
        self.of = ListName(of)
        kwargs.setdefault("max_length", LONGEST_CODE)
        super().__init__(*args, **{**kwargs, "choices": ChoicesOf(self.of)})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, {**kwargs, "of": self.of.value}

    def _check_choices(self) -> list[Any]:
        """They are in the database, which checks do without."""
        return []


def code_fields() -> Iterator[tuple[Any, Any, ListName]]:
    """Every model and field that holds codes of a list, and the list."""
    from django.apps import apps

    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.fields:
            holder = getattr(field, "base_field", field)
            if isinstance(holder, CodeField):
                yield model, field, holder.of
