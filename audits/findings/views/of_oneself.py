"""Everyone's own pages: what was found about them, their replies, what they tell of themselves.

No address here says which finding it is: an address is in logs, beside whose session it was. And
none is refused by an error page, which the trail would tell with the name.
"""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audits.findings.actions import disclose, read_unmasking, reply
from audits.findings.choices import State
from audits.findings.errors import Conflict
from audits.findings.forms.of_oneself import DisclosureForm, ReplyForm
from audits.findings.models import Finding
from audits.findings.queries import (
    about,
    disclosures_of,
    own_finding,
    unmaskings_of,
    windows_open,
)
from audits.findings.views.showing import opened, said
from policy.personnel.requests import Request

ASKS = require_http_methods(["GET", "HEAD", "POST"])


@require_http_methods(["GET", "HEAD"])
def mine(request: Request) -> HttpResponse:
    context = {
        "findings": about(request.user),
        "disclosures": disclosures_of(request.user),
        "unmaskings": unmaskings_of(request.user),
        "windows": windows_open(timezone.now()),
        "may_disclose": request.user.person is not None,
    }
    return render(request, "findings/mine/list.html", context)


@ASKS
def own(request: Request, token: str) -> HttpResponse:
    finding, at = own_finding(request.user, token), timezone.now()
    if finding is None:
        raise Http404
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _replied(request, finding, form):
        return redirect("findings:own", token)
    waits = finding.state == State.RIGHT_OF_REPLY and finding.reply_due is not None
    context = {
        "finding": finding,
        "form": form,
        "may_reply": waits and finding.reply_due and at < finding.reply_due,
        # A link may lead where they are refused, which the trail would tell by name.
        "evidence": [replace(opened(piece), link="") for piece in finding.evidence.all()],
        "replies": [said(given) for given in finding.replies.all()],
    }
    return render(request, "findings/mine/finding.html", context)


def _replied(request: Request, finding: Finding, form: ReplyForm) -> bool:
    try:
        reply(finding=finding, by=request.user, at=timezone.now(), **form.cleaned_data)
    except (Conflict, PermissionDenied):
        form.add_error(None, _("The time for a reply is over. Nothing was stored."))
        return False
    messages.success(request, _("Your reply stands with the finding."))
    return True


@require_POST
def read(request: Request) -> HttpResponse:
    """The person has read that their name was shown."""
    key = request.POST.get("unmasking", "")
    known = unmaskings_of(request.user)
    unmasking = get_object_or_404(known, pk=int(key) if key.isdecimal() and len(key) < 19 else 0)
    read_unmasking(unmasking=unmasking, by=request.user, at=timezone.now())
    return redirect("findings:mine")


@ASKS
def tell(request: Request) -> HttpResponse:
    """What somebody tells of themselves."""
    if request.user.person is None:
        raise Http404
    form = DisclosureForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        disclose(by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("It is recorded under your pseudonym."))
        return redirect("findings:mine")
    context = {"form": form, "windows": windows_open(timezone.now())}
    return render(request, "findings/mine/disclose.html", context)
