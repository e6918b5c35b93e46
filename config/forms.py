"""How every form looks, and the form for signing in."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import DateTimeBaseInput
from django.utils.translation import gettext_lazy as _

CONTROL_CLASSES = {
    "checkbox": "usa-checkbox__input",
    "radio": "usa-radio__input",
    "select": "usa-select",
    "file": "usa-file-input",
    "textarea": "usa-textarea",
    "hidden": "",
}

# The browser's own controls for dates and times, which read and write these formats alone.
NATIVE_CONTROLS: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}


class UswdsBoundField(BoundField):
    """A field whose control carries the classes of the design system."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        use_native_control(field.widget)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        control = CONTROL_CLASSES.get(control_kind(widget), "usa-input")
        classes = [widget.attrs.get("class"), control]
        attrs["class"] = " ".join(filter(None, classes))
        if widget.attrs.get("placeholder") == self.label:
            # The label says it, and stays when something is typed.
            attrs["placeholder"] = False
        return attrs

    @property
    def kind(self) -> str:
        """What the field's template asks: checkbox, radio, select, file, textarea, text …"""
        return control_kind(self.field.widget)

    @property
    def first_control_id(self) -> str:
        """The id that a link to this field leads to: a group has none, but its first option."""
        options = [] if self.id_for_label else self.subwidgets
        return self.id_for_label or (options and options[0].id_for_label) or self.auto_id


class UswdsRenderer(TemplatesSetting):
    """Renders `{{ form }}` and `as_field_group` from templates/django/forms."""

    form_template_name = "django/forms/uswds_form.html"
    field_template_name = "django/forms/uswds_field.html"
    bound_field_class = UswdsBoundField


def control_kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.Textarea):
        return "textarea"
    return getattr(widget, "input_type", None) or "group"


def use_native_control(widget: forms.Widget) -> None:
    # The admin's date widgets are subclasses with a calendar of their own, and stay as they are.
    if isinstance(widget, DateTimeBaseInput) and type(widget) in NATIVE_CONTROLS:
        widget.input_type, widget.format = NATIVE_CONTROLS[type(widget)]


class LoginForm(allauth_forms.LoginForm):
    """Signing in takes the acknowledgment of the use notice beside name and password."""

    acknowledge = forms.BooleanField(
        label=_("I have read the notice above and consent to it"),
        error_messages={"required": _("Check this box after reading the notice to sign in.")},
    )


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    """A temporary password is not chosen again by the one it was handed to."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("password1") and self.user.check_password(cleaned["password1"]):
            self.add_error("password1", _("This is the password you have. Choose another."))
        return cleaned
