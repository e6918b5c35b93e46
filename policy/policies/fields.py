"""Fields that only policies need."""

from collections.abc import Mapping
from typing import Any

from django.db import models


class OrderedMappingField(models.JSONField):
    """A mapping that keeps the order of its keys, which PostgreSQL's own objects do not.

    A dict in Python; in the database a list of pairs. The order of the choices of an ordered
    question is the order that its rules compare by.
    """

    def get_prep_value(self, value: Any) -> Any:
        return [*map(list, value.items())] if isinstance(value, Mapping) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return dict(super().from_db_value(value, expression, connection))
