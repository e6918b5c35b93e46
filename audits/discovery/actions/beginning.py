"""An import begins, is canceled, and goes on."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from audits.discovery.actions.oversight import tell_oversight
from audits.discovery.choices import AT_WORK, RESUMABLE, Stage
from audits.discovery.given import GivenFile
from audits.discovery.models import Import, ImportedFile, WatchedFolder
from audits.discovery.permissions import may_import
from policy.personnel.models import Account
from policy.personnel.permissions import Denied, require
from policy.systems.models import System


@transaction.atomic
def begin_import(
    *,
    title: str,
    files: Sequence[GivenFile],
    zone: str,
    at: datetime,
    log_format: str = "",
    about: System | None = None,
    by: Account | None = None,
    folder: WatchedFolder | None = None,
) -> Import:
    """An import of `files`, which a job reads once this is committed.

    `by` is None for what a watched folder brought. Raises PermissionDenied, and OSError for a file
    that is not there.
    """
    if by:
        require(may_import(by))
    made = Import.objects.create(
        title=title,
        made_by=by,
        folder=folder,
        made_at=at,
        zone=zone,
        log_format=log_format,
        about=about,
        stage_at=at,
    )
    ImportedFile.objects.bulk_create(
        ImportedFile(batch=made, name=one.name, path=str(one.path), size=one.path.stat().st_size)
        for one in files
    )
    if by:
        _tell(made, by=by, at=at)
    _read_soon(made)
    return made


def _tell(made: Import, *, by: Account, at: datetime) -> None:
    """Whoever brings a log has read it, and may join its names to the pseudonyms it leads to."""
    text = _("%(who)s imported logs: %(title)s.") % {"who": by.display_name, "title": made.title}
    tell_oversight(text, key=f"import {made.pk}", link=made.get_absolute_url(), at=at)


@transaction.atomic
def cancel_import(*, made: Import, by: Account, at: datetime) -> Import:
    """Stops an import after the piece that is being read; what was read stays read."""
    require(may_import(by))
    made = _locked(made)
    if made.stage not in AT_WORK:
        require(Denied(_("This import is over.")))
    return _move(made, Stage.CANCELED, at=at)


@transaction.atomic
def resume_import(*, made: Import, by: Account, at: datetime) -> Import:
    """Goes on where a canceled or failed import stopped."""
    require(may_import(by))
    made = _locked(made)
    if made.stage not in RESUMABLE:
        require(Denied(_("This import was not stopped.")))
    made.failure = ""
    _read_soon(made)
    return _move(made, Stage.WAITING, at=at)


def _locked(made: Import) -> Import:
    return Import.objects.select_for_update().get(pk=made.pk)


def _move(made: Import, stage: Stage, *, at: datetime) -> Import:
    made.stage, made.stage_at = stage, at
    made.save()
    return made


def _read_soon(made: Import) -> None:
    from audits.discovery.tasks import read_soon

    transaction.on_commit(lambda: read_soon(made.pk))
