"""Lists of entries: the whole trail, a request's story, a person's history, who looked at me."""

from dataclasses import replace
from typing import Any

from django.db.models import Q, TextChoices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from audits.trail.forms import SearchForm
from audits.trail.models import Position
from audits.trail.permissions import may_read_drafts
from audits.trail.queries import Criteria, Found, find
from audits.trail.recording.events import tell
from audits.trail.wording import Names, acts, for_reader, read_all
from audits.trail.wording.kinds import TRAIL
from policy.paging import Page, page_of
from policy.personnel.models import Account, Person
from policy.personnel.requests import Request
from policy.searches.models import SearchRequest

LOOKS = ("viewed", "downloaded", "searched")
SIGN_INS = ("signed_in", "signed_out", "sign_in_refused", "locked_out")
CHANGES = ("insert", "update", "delete")
# Of so many of the newest requests of a person is told who looked at them.
OWN_REQUESTS = 200


@require_safe
def trail_list(request: Request) -> HttpResponse:
    """The trail, newest first; that somebody searched it is told to it."""
    asked = SearchForm.base_fields.keys() & request.GET.keys()
    form = SearchForm(request.GET if asked else None)
    criteria = form.criteria()
    if criteria.words and not may_read_drafts(request.user):
        criteria = replace(criteria, submitted_only=True)
    found = find(criteria, request.GET)
    tell("searched", kind=TRAIL, person=_person_of(form), details=form.as_typed())
    return render(request, "trail/list.html", {"form": form, **_shown(found, request.user)})


def _person_of(form: SearchForm) -> int | None:
    """Whose acts were looked for, so that they can see who did."""
    account = form.cleaned_data.get("who") if form.is_bound else None
    return account.person_id if account else None


@require_safe
def request_story(request: Request, pk: int) -> HttpResponse:
    search = get_object_or_404(SearchRequest, pk=pk)
    found = find(Criteria(request=pk, is_story=True), request.GET)
    context = {"search": search, **_shown(found, request.user)}
    return render(request, "trail/request.html", context)


class Show(TextChoices):
    """The parts of a person's history."""

    EVERYTHING = "", _("Everything they did")
    LOOKED = "looked", _("What they looked at")
    CHANGED = "changed", _("What they changed")
    SIGNED_IN = "signed_in", _("Sign-ins")


@require_safe
def person_history(request: Request, pk: int) -> HttpResponse:
    person = get_object_or_404(Person.objects.select_related("rank", "account"), pk=pk)
    show = request.GET.get("show", "")
    show = show if show in Show.values else Show.EVERYTHING
    found = find(_history_of(person, show), request.GET)
    context = {"person": person, "show": show, "shows": Show, **_shown(found, request.user)}
    return render(request, "trail/person.html", context)


def _history_of(person: Person, show: str) -> Criteria:
    """A refused sign-in is nobody's act: it is found by the person whose name was used."""
    if show == Show.SIGNED_IN:
        return Criteria(person=person.pk, verbs=SIGN_INS)
    account = getattr(person, "account", None)
    verbs = {Show.LOOKED: LOOKS, Show.CHANGED: CHANGES}.get(Show(show), ())
    return Criteria(account=account.pk if account else -1, verbs=verbs)


@require_safe
def who_looked(request: Request) -> HttpResponse:
    """Who looked at the person who is signed in, or at what they asked for."""
    person = request.user.person_id
    page = _looks_at(request.user, person, request.GET) if person else Page([], None, None)
    return render(request, "trail/me.html", _shown(Found(page), request.user))


def _looks_at(account: Account, person: int, query: Any) -> Page:
    own = SearchRequest.objects.filter(requester=person).order_by("-created_at", "-pk")
    keys = list(own.values_list("pk", flat=True)[:OWN_REQUESTS])
    looks = Position.objects.filter(Q(person_id=person) | Q(request_id__in=keys), verb__in=LOOKS)
    by_others = looks.exclude(account_id=account.pk).defer("words", "leaf").select_related("entry")
    return page_of(by_others, order=("-index",), query=query, by_sorting=True)


def _shown(found: Found, reader: Account) -> dict[str, Any]:
    told = read_all(found.page.rows)
    names = Names(told)
    return {
        "page": found.page,
        "acts": acts(for_reader(told, names, reader), names),
        "looked_at": found.looked_at,
    }
