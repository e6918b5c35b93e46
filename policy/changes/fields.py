"""What a change is from and to."""

from typing import Any

from django.db import models


class ValueField(models.JSONField):
    """A value as JSON, where None is JSON's own null: what was not set before is told as well."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return self.get_db_prep_value(value, connection)
