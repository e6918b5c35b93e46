"""Auditors describe formats in which logs are read from then on."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.discovery.actions.oversight import tell_oversight
from audits.discovery.choices import AT_WORK, MappingKind
from audits.discovery.formats.mapping import Mapping
from audits.discovery.formats.mapping_faults import faults_of
from audits.discovery.formats.own import is_shipped
from audits.discovery.models import Import, SavedMapping, WatchedFolder
from audits.discovery.permissions import may_import
from audits.discovery.trying import tried
from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require


@transaction.atomic
def save_mapping(
    *, mapping: Mapping, sample: Sequence[str], by: Account, at: datetime
) -> SavedMapping:
    """Keeps `mapping`, which reads a line of `sample`; of that, nothing is kept.

    Raises PermissionDenied, and ValidationError by what is wrong: a field of the mapping, one of
    its columns, or "sample".
    """
    require(may_import(by))
    _require_own_name(mapping.name)
    _require_use(mapping, sample, at)
    return _made(mapping, by=by, at=at)


@transaction.atomic
def change_mapping(
    *, saved: SavedMapping, mapping: Mapping, sample: Sequence[str], by: Account, at: datetime
) -> SavedMapping:
    """A new version of `saved`, which ends and stays as it was. Raises as `save_mapping` does."""
    require(may_import(by))
    saved = _current(saved)
    if mapping.name != saved.name:
        raise ValueError(f"{mapping.name!r} is another mapping than {saved.name!r}")
    _require_use(mapping, sample, at)
    _end(saved, by=by, at=at)
    return _made(mapping, by=by, at=at, replaces=saved)


@transaction.atomic
def end_mapping(*, saved: SavedMapping, by: Account, at: datetime) -> SavedMapping:
    """Not used for what is imported from now on. Raises PermissionDenied where it is needed."""
    require(may_import(by))
    saved = _end(_unneeded(_current(saved)), by=by, at=at)
    _tell(saved, _("%(who)s ended how logs were read: %(name)s."), key="ended", by=by, at=at)
    return saved


def _current(saved: SavedMapping) -> SavedMapping:
    saved = SavedMapping.objects.select_for_update().get(pk=saved.pk)
    if saved.ended_at is not None:
        require(Denied(_("This version was ended meanwhile: open the list again.")))
    return saved


def _require_own_name(name: str) -> None:
    if is_shipped(name):
        words = _("“%(name)s” is a format that Gatehouse knows by itself. Choose another name.")
        raise ValidationError({"name": words % {"name": name}})
    if SavedMapping.objects.filter(name__iexact=name, ended_at=None).exists():
        words = _("There is a mapping “%(name)s” already. Change that one, or choose another name.")
        raise ValidationError({"name": words % {"name": name}})


def _require_use(mapping: Mapping, sample: Sequence[str], at: datetime) -> None:
    if faults := faults_of(mapping):
        told: dict[str, list[str]] = {}
        for about, fault in faults:
            told.setdefault(about, []).append(fault)
        raise ValidationError(told)
    if not sample:
        raise ValidationError({"sample": _("Paste a few lines: one at least has to be read.")})
    if not tried(mapping, sample, at=at).readable:
        words = _("None of these lines can be read: the preview says why, line by line.")
        raise ValidationError({"sample": words})


def _unneeded(saved: SavedMapping) -> SavedMapping:
    folder = WatchedFolder.objects.filter(log_format=saved.name, active=True).first()
    if folder:
        words = _("The watched folder %(folder)s is read in it: stop watching that first.")
        require(Denied(words % {"folder": folder}))
    made = Import.objects.filter(log_format=saved.name, stage__in=AT_WORK).first()
    if made:
        words = _("The import “%(made)s” is being read in it: wait for its end, or cancel it.")
        require(Denied(words % {"made": made}))
    return saved


def _made(
    mapping: Mapping, *, by: Account, at: datetime, replaces: SavedMapping | None = None
) -> SavedMapping:
    saved = SavedMapping.objects.create(
        name=mapping.name,
        kind=mapping.kind,
        delimiter=mapping.delimiter if mapping.kind == MappingKind.CSV else "",
        columns=dict(mapping.columns),
        time_format=mapping.time_format,
        zone=mapping.zone,
        replaces=replaces,
        made_by=by,
        made_at=at,
    )
    _tell(saved, _("%(who)s said how logs are read: %(name)s."), key="made", by=by, at=at)
    return saved


def _end(saved: SavedMapping, *, by: Account, at: datetime) -> SavedMapping:
    saved.ended_by, saved.ended_at = by, at
    saved.save()
    return saved


def _tell(saved: SavedMapping, words: str, *, key: str, by: Account, at: datetime) -> None:
    text = words % {"who": by.display_name, "name": saved.name}
    link = reverse("discovery:mappings")
    tell_oversight(text, key=f"mapping {saved.pk} {key}", link=link, at=at)
