"""A field that many of the models have."""

from typing import Any

from django.db import models

from policy.personnel.models import Person


def person_field(verbose_name: Any, related_name: str, **options: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Person, models.PROTECT, related_name=related_name, verbose_name=verbose_name, **options
    )
