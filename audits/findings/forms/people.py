"""People, as whoever fills in a form about a finding names them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policy.personnel.models import Person


class PersonField(forms.CharField):
    """A person by serial number; None where it may be left empty and is."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=gettext_lazy("Serial number of the person"),
            max_length=20,
            validators=[ProhibitNullCharactersValidator()],
            **options,
        )

    def clean(self, value: Any) -> Person | None:
        serial = super().clean(value)
        person = Person.objects.filter(serial_number=serial).first()
        if serial and person is None:
            words = _("Nobody has the serial number %(serial)s.")
            raise ValidationError(words, params={"serial": serial})
        return person
