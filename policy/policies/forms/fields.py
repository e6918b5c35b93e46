"""What several forms share: bounds of days and moments, and units to choose."""

from datetime import UTC, date, datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from tree_queries.forms import TreeNodeMultipleChoiceField

from policy.personnel.forms import set_in
from policy.personnel.models import Unit

# Beyond these a day is a slip of the finger, and cannot be turned into a moment everywhere.
DAYS = (MinValueValidator(date(1950, 1, 1)), MaxValueValidator(date(2100, 1, 1)))
MOMENTS = (
    MinValueValidator(datetime(1950, 1, 1, tzinfo=UTC)),
    MaxValueValidator(datetime(2100, 1, 1, tzinfo=UTC)),
)


def units_field() -> TreeNodeMultipleChoiceField:
    return TreeNodeMultipleChoiceField(
        Unit.objects.all(),
        label=_("Units that it binds"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Each with everyone in it and below. None for the whole department."),
        label_from_instance=set_in,
    )
