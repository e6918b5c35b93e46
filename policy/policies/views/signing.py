"""A version read and signed by someone whom it binds."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.personnel.requests import Request
from policy.policies.actions import acknowledge
from policy.policies.errors import Conflict
from policy.policies.forms.acknowledging import SignForm
from policy.policies.models import Acknowledgment, Version
from policy.policies.permissions import may_acknowledge
from policy.policies.queries import acknowledgment_by, last_signed_by, published_now
from policy.policies.redlining.substance import changes_between
from policy.policies.views.finding import find
from policy.policies.wording import in_words


@require_http_methods(["GET", "HEAD", "POST"])
def acknowledgment(request: Request, slug: str, number: int) -> HttpResponse:
    version = find(request.user, slug, number)
    require(may_acknowledge(request.user, version))
    typed = request.POST if request.method == "POST" else None
    form = SignForm(typed, version=version, person=request.user.member)
    if form.is_valid() and _signed(request, version, form):
        return redirect("personnel:person", request.user.member.pk)
    return render(request, "policies/acknowledgment.html", _shown(request.user, version, form))


def _signed(request: Request, version: Version, form: SignForm) -> bool:
    try:
        acknowledge(version=version, by=request.user, at=timezone.now(), **form.given)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    except Conflict as conflict:
        messages.warning(request, str(conflict))
        return True
    messages.success(request, _("Signed. The receipt stands on this page."))
    return True


def _shown(account: Account, version: Version, form: SignForm) -> dict[str, Any]:
    signed = acknowledgment_by(account.member, version)
    before = last_signed_by(account.member, version)
    return {
        "version": version,
        "form": form,
        "signed": signed,
        "over": not published_now(timezone.now()).filter(pk=version.pk).exists(),
        "before": before,
        "changes": _changes(before, version, signed),
        "provisions": in_words(version),
    }


def _changes(before: Version | None, version: Version, signed: Acknowledgment | None) -> list[Any]:
    return changes_between(before, version) if before and not signed else []
