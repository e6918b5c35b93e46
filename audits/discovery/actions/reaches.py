"""Auditors say by what services are reached, and which hosts anyone may reach."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.discovery.actions.oversight import tell_oversight
from audits.discovery.choices import ReachKind
from audits.discovery.models import PermittedHost, Reach
from audits.discovery.permissions import may_import
from audits.discovery.queries import watched_services
from audits.discovery.reaching import clean_address, clean_domain, clean_path
from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require
from policy.systems.models import System

_CLEAN = {
    ReachKind.DOMAIN: clean_domain,
    ReachKind.ADDRESS: clean_address,
    ReachKind.SEARCH: clean_path,
}


@transaction.atomic
def add_reach(
    *,
    system: System,
    kind: ReachKind,
    value: str,
    note: str,
    by: Account,
    at: datetime,
    method: str = "",
) -> Reach:
    """Looked for in what is imported from now on, and oversight is told.

    Raises PermissionDenied, and ValidationError for what belongs to another service already.
    """
    require(may_import(by))
    value = _CLEAN[kind](value)
    _require_unclaimed(kind, value, system, method)
    reach = Reach.objects.create(
        system=system, kind=kind, value=value, method=method, note=note, added_by=by, added_at=at
    )
    text = _("An auditor has %(system)s be looked for by %(reach)s.")
    if kind == ReachKind.SEARCH:
        text = _("An auditor has only such requests count as searches on %(system)s: %(reach)s.")
    _tell(text % {"system": system, "reach": reach}, key=f"reach {reach.pk}", at=at)
    return reach


def _tell(text: str, *, key: str, at: datetime) -> None:
    tell_oversight(text, key=key, link=reverse("discovery:catalog"), at=at)


def _require_unclaimed(kind: ReachKind, value: str, system: System, method: str) -> None:
    if kind == ReachKind.SEARCH:
        known = Reach.objects.filter(system=system, kind=kind, value=value, method=method)
        claimed = system.name if known.filter(ended_at=None).exists() else ""
    else:
        claimed = _claimed(kind, value, system)
    if claimed:
        raise ValidationError(
            _("“%(value)s” belongs to %(name)s already.") % {"value": value, "name": claimed}
        )


def _claimed(kind: ReachKind, value: str, system: System) -> str:
    """Whose the domain or address is already, be it as a name below one of another service."""
    watched = watched_services()
    own = [one for one in watched.services if value in one.domains or value in one.addresses]
    above = watched.of_host(value.replace("*", "any")) if kind == ReachKind.DOMAIN else None
    if above and above.slug != system.slug:
        own.append(above)
    return own[0].name if own else ""


@transaction.atomic
def end_reach(*, reach: Reach, by: Account, at: datetime) -> Reach:
    """Not looked for any longer; what was found by it stays. Raises PermissionDenied."""
    require(may_import(by))
    reach = Reach.objects.select_for_update().get(pk=reach.pk)
    _require_in_use(reach)
    reach.ended_by, reach.ended_at = by, at
    reach.save()
    text = _("An auditor ended that %(system)s is looked for by %(reach)s.")
    told = text % {"system": reach.system, "reach": reach}
    _tell(told, key=f"reach {reach.pk} ended", at=at)
    return reach


@transaction.atomic
def permit_host(*, domain: str, note: str, by: Account, at: datetime) -> PermittedHost:
    """Anyone may reach `domain`, which is one of a system's. Raises ValidationError.

    What is seen there is open no more, so oversight is told.
    """
    require(may_import(by))
    domain = clean_domain(domain)
    host = PermittedHost.objects.create(
        system=_system_of(domain), domain=domain, note=note, added_by=by, added_at=at
    )
    text = _("An auditor lets anyone reach %(domain)s of %(system)s.")
    told = text % {"domain": domain, "system": host.system}
    _tell(told, key=f"permitted host {host.pk}", at=at)
    return host


def _system_of(domain: str) -> System:
    if PermittedHost.objects.filter(domain=domain, ended_at=None).exists():
        raise ValidationError(_("Anyone may reach “%(value)s” already.") % {"value": domain})
    service = watched_services().of_host(domain.replace("*", "any"))
    if service and domain in service.domains:
        raise ValidationError(
            _(
                "“%(value)s” is what %(name)s itself is known by. Expected a name below it, such "
                "as news.%(value)s."
            )
            % {"value": domain, "name": service.name}
        )
    system = System.objects.filter(slug=service.slug).first() if service else None
    if system is None:
        raise ValidationError(
            _("“%(value)s” belongs to no service that is looked for: it is permitted as it is.")
            % {"value": domain}
        )
    return system


@transaction.atomic
def end_permit(*, host: PermittedHost, by: Account, at: datetime) -> PermittedHost:
    """It counts as its system's own again. Raises PermissionDenied."""
    require(may_import(by))
    host = PermittedHost.objects.select_for_update().get(pk=host.pk)
    _require_in_use(host)
    host.ended_by, host.ended_at = by, at
    host.save()
    text = _("An auditor ended that anyone may reach %(domain)s of %(system)s.")
    told = text % {"domain": host.domain, "system": host.system}
    _tell(told, key=f"permitted host {host.pk} ended", at=at)
    return host


def _require_in_use(added: Reach | PermittedHost) -> None:
    if added.ended_at is not None:
        require(Denied(_("It was ended already.")))
