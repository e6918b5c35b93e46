"""A page with one form, whose answer an action takes or refuses."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from policy.personnel.requests import Request

Words = str | Promise


def edit_page(
    request: Request,
    form: forms.BaseForm,
    do: Callable[[], Any],
    *,
    done: Words,
    to: str,
    **page: Any,
) -> HttpResponse:
    """Shows `form`; once it is right, does `do` and goes `to`, saying that it is `done`.

    `page` has what the template shows: title, submit, crumbs as pairs, and what it likes.
    """
    if request.method == "POST" and form.is_valid():
        try:
            do()
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, str(done))
            return redirect(to)
    return render(request, "policies/lists/edit.html", {"form": form, "cancel": to, **page})


def tell(form: forms.BaseForm, error: ValidationError) -> None:
    """What an action found wrong, at the field that it is about where the form has it."""
    for name, errors in error.update_error_dict({}).items():
        at = name if name in form.fields and name != NON_FIELD_ERRORS else None
        for each in errors:
            form.add_error(at, each)
