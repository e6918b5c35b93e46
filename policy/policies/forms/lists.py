"""Forms of the lists and of the agencies."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from policy.lists.choices import ORDERED, ListName
from policy.lists.models import Agency, Agreement, Entry
from policy.policies.forms.fields import DAYS

FIRST = "first"
LAST = ""


class DatedForm(forms.ModelForm):
    """Days that are no slip of the finger."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"since", "until"} & self.fields.keys():
            self.fields[name].validators.extend(DAYS)
            self.fields[name].widget = forms.DateInput()

    def _post_clean(self) -> None:
        """The values go to the instance; the action checks the whole, once."""
        opts = self._meta
        forms.models.construct_instance(self, self.instance, opts.fields, opts.exclude)


class EntryForm(DatedForm):
    """What may be corrected at any time."""

    class Meta:
        model = Entry
        fields: ClassVar[tuple[str, ...]] = ("words", "attempt_of", "statute", "note")
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.list != ListName.OFFENSE:
            del self.fields["attempt_of"], self.fields["statute"]
            return
        offenses = Entry.objects.filter(list=ListName.OFFENSE, attempt_of=None)
        field: Any = self.fields["attempt_of"]
        field.queryset = offenses.exclude(pk=self.instance.pk).order_by("words")
        field.empty_label = _("No attempt")


class NewEntryForm(EntryForm):
    """`place` answers with the arguments of the action that say where the entry goes."""

    after = forms.ChoiceField(
        label=_("Place"),
        required=False,
        help_text=_("Rules compare the entries of this list by their order, from the lowest up."),
    )

    class Meta(EntryForm.Meta):
        fields = ("code", "words", "attempt_of", "statute", "since", "note")

    field_order = ("code", "words", "after", "attempt_of", "statute", "since", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._entries = {
            entry.code: entry
            for entry in Entry.objects.filter(list=self.instance.list).order_by("position")
        }
        if self.instance.list not in ORDERED:
            del self.fields["after"]
            return
        field: Any = self.fields["after"]
        behind = [
            (code, _("after %(entry)s") % {"entry": entry.words})
            for code, entry in self._entries.items()
        ]
        field.choices = [(FIRST, _("at the beginning")), *behind]
        field.initial = behind[-1][0] if behind else FIRST

    def place(self) -> dict[str, Any]:
        after = self.cleaned_data.get("after", LAST)
        return {"after": self._entries.get(after), "first": after == FIRST}


class EndForm(forms.Form):
    """The last day of something, today unless said otherwise."""

    until = forms.DateField(
        label=_("Last day"),
        required=False,
        validators=DAYS,
        widget=forms.DateInput(),
        help_text=_("Empty for no end."),
    )

    def __init__(self, data: Any = None, *, until: date | None) -> None:
        super().__init__(data, initial={"until": until or timezone.localdate()})


class AgencyForm(DatedForm):
    class Meta:
        model = Agency
        fields = ("name", "kind", "note")
        widgets: ClassVar = {"note": forms.Textarea(attrs={"rows": 3})}


class AgreementForm(DatedForm):
    class Meta:
        model = Agreement
        fields = ("reference", "since", "until")
