"""The lists that policies name: to be read by everyone, kept by the policy office."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from policy.lists.choices import ORDERED, ListName
from policy.lists.models import Agency, Entry
from policy.personnel.choices import Role
from policy.personnel.requests import Request
from policy.policies import actions
from policy.policies.forms.lists import EndForm, EntryForm, NewEntryForm
from policy.policies.queries import entries_of, held, held_by_code, uses_of, visible_to
from policy.policies.views.form_pages import edit_page


@require_safe
def index(request: Request) -> HttpResponse:
    """Every list, with how many entries it offers and how many ended."""
    today = timezone.localdate()
    counted = Entry.objects.values_list("list").annotate(
        entered=Count("pk"), ended=Count("pk", filter=Q(until__lt=today))
    )
    counts = {name: (entered - ended, ended) for name, entered, ended in counted.order_by()}
    rows = [(name, *counts.get(name, (0, 0))) for name in ListName]
    context = {"lists": rows, "agencies": Agency.objects.count()}
    return render(request, "policies/lists/index.html", context)


@require_safe
def entries(request: Request, name: str) -> HttpResponse:
    listed, today = named(name), timezone.localdate()
    holders = held_by_code(listed)
    rows = [
        (entry, entry.holds_on(today), holders.get(entry.code, [])) for entry in entries_of(listed)
    ]
    context = {
        "list": listed,
        "ordered": listed in ORDERED,
        "rows": rows,
        "may_edit": may_edit(request),
    }
    return render(request, "policies/lists/entries.html", context)


@require_safe
def entry(request: Request, name: str, code: str) -> HttpResponse:
    found = entry_at(name, code)
    seen = set(visible_to(request.user).values_list("pk", flat=True))
    context = {
        "list": named(name),
        "entry": found,
        "offered": found.holds_on(timezone.localdate()),
        "uses": [use for use in uses_of(found) if use.version.pk in seen],
        "held": held(found),
        "may_edit": may_edit(request),
    }
    return render(request, "policies/lists/entry.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: Request, name: str) -> HttpResponse:
    listed = named(name)
    form = NewEntryForm(request.POST or None, instance=Entry(list=listed))
    return edit_page(
        request,
        form,
        lambda: actions.add_entry(
            entry=form.instance, by=request.user, at=timezone.now(), **form.place()
        ),
        done=_("Entered."),
        to=reverse("policies:list_entries", args=[name]),
        title=_("Add an entry"),
        submit=_("Add the entry"),
        crumbs=crumbs(listed),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, name: str, code: str) -> HttpResponse:
    found = entry_at(name, code)
    form = EntryForm(request.POST or None, instance=found)
    return edit_page(
        request,
        form,
        lambda: actions.change_entry(entry=form.instance, by=request.user),
        done=_("Changed."),
        to=found.get_absolute_url(),
        title=_("Change the words"),
        submit=_("Keep the change"),
        question=_("The code “%s” stays: rules and requests name the entry by it.") % code,
        crumbs=crumbs(named(name), found),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, name: str, code: str) -> HttpResponse:
    found = entry_at(name, code)
    form = EndForm(request.POST or None, until=found.until)
    return edit_page(
        request,
        form,
        lambda: actions.end_entry(entry=found, by=request.user, **form.cleaned_data),
        done=_("Kept."),
        to=found.get_absolute_url(),
        title=_("End the entry"),
        submit=_("Keep the last day"),
        question=_(
            "After its last day nobody can choose it. Requests and rules that name it stay as "
            "they are, and it keeps its words there."
        ),
        crumbs=crumbs(named(name), found),
    )


def named(name: str) -> ListName:
    if name not in ListName.values:
        raise Http404
    return ListName(name)


def entry_at(name: str, code: str) -> Entry:
    found: Entry = get_object_or_404(entries_of(named(name)), code=code)
    return found


def may_edit(request: Request) -> bool:
    """Are the pages that edit open to the account, by the map of roles?"""
    return request.user.has_role(Role.POLICY_OFFICER)


def crumbs(listed: ListName, found: Entry | None = None) -> list[tuple[Any, str]]:
    ways: list[tuple[Any, str]] = [
        (_("Lists"), reverse("policies:lists")),
        (capfirst(listed.label), reverse("policies:list_entries", args=[listed])),
    ]
    return [*ways, (capfirst(found.words), found.get_absolute_url())] if found else ways
