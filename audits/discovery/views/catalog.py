"""The catalog: what is looked for on the network, a tester of it, and block lists out of it."""

from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from audits.discovery.blocklists import SHAPES, Form, block_list, file_name
from audits.discovery.choices import ReachKind
from audits.discovery.forms.reaches import TesterForm
from audits.discovery.models import Belonging, PermittedHost, Reach
from audits.discovery.permissions import may_import
from audits.discovery.queries import systems_to_watch, watched_services
from policy.personnel.requests import Request
from policy.systems.models import System


@dataclass(frozen=True)
class Entry:
    """A system with what it is known by; `registered` are the register's own domains."""

    system: System
    registered: list[str]
    domains: list[Reach]
    addresses: list[Reach]
    searches: list[Reach]

    @property
    def is_seen(self) -> bool:
        return bool(self.registered or self.domains or self.addresses)


@require_safe
def catalog(request: Request) -> HttpResponse:
    entries = [_entry(system) for system in systems_to_watch()]
    permitted = PermittedHost.objects.filter(ended_at=None)
    belongings = Belonging.objects.filter(ended_at=None)
    context: dict[str, Any] = {
        "entries": [one for one in entries if one.is_seen],
        "nameless": [one.system for one in entries if not one.is_seen],
        "permitted": permitted.select_related("system", "added_by__person"),
        "belongings": belongings.select_related("added_by__person"),
        "forms": [(form.value, shape.label) for form, shape in SHAPES.items()],
        "kinds": ReachKind,
        "form": TesterForm(),
        "may_change": may_import(request.user),
    }
    return render(request, "discovery/catalog.html", context)


def _entry(system: System) -> Entry:
    by_kind: dict[str, list[Reach]] = {kind: [] for kind in ReachKind}
    for reach in system.reaches.all():
        by_kind[reach.kind].append(reach)
    return Entry(
        system,
        [host.domain for host in system.host_names.all()],
        by_kind[ReachKind.DOMAIN],
        by_kind[ReachKind.ADDRESS],
        by_kind[ReachKind.SEARCH],
    )


@require_http_methods(["GET", "HEAD", "POST"])
def test(request: Request) -> HttpResponse:
    """Which service each host belongs to, by what reads logs; nothing is kept."""
    # The engine takes a while to load.
    from audits.discovery.recognizing import recognize

    form = TesterForm(request.POST if request.method == "POST" else None)
    results = []
    if form.is_valid():
        results = recognize(form.cleaned_data["lines"], watched_services())
    return render(request, "discovery/test.html", {"form": form, "results": results})


@require_safe
def blocklist(request: Request) -> HttpResponse:
    try:
        form = Form(request.GET.get("form", Form.HOSTS))
    except ValueError as error:
        raise Http404 from error
    at = timezone.now().astimezone(UTC)
    text = block_list(watched_services().services, form=form, at=at)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file_name(form, at)}"'
    return response
