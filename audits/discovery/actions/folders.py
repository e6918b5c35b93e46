"""Folders of the server that are looked through for new logs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from audits.discovery.actions.beginning import begin_import
from audits.discovery.actions.growing import is_as_read
from audits.discovery.actions.oversight import tell_oversight
from audits.discovery.given import GivenFile
from audits.discovery.models import Import, ImportedFile, WatchedFolder
from audits.discovery.permissions import may_import
from audits.discovery.reading.files import files_of
from policy.personnel.models import Account
from policy.personnel.permissions import require

# A file that was written to a moment ago may still be on its way.
_SETTLED = timedelta(minutes=1)
# Nothing of these is asked here.
_LONG = ("coverage", "headers", "resolvers", "first_lines")


@transaction.atomic
def watch_folder(
    *, path: str, zone: str, by: Account, at: datetime, log_format: str = ""
) -> WatchedFolder:
    """Watches a folder of the server, and tells oversight; one that was stopped begins again.

    Raises ValidationError where there is none at `path`, and where it is watched already.
    """
    require(may_import(by))
    if not Path(path).is_absolute() or not Path(path).is_dir():
        raise ValidationError(_('"%(path)s" is no folder of the server.') % {"path": path})
    if not _may_be_read(Path(path)):
        raise ValidationError(
            _('"%(path)s" is none of the folders that may be watched. Expected one in %(roots)s.')
            % {"path": path, "roots": ", ".join(settings.DISCOVERY_FOLDERS)}
        )
    values = {"zone": zone, "log_format": log_format, "added_by": by, "added_at": at}
    folder, is_new = WatchedFolder.objects.select_for_update().get_or_create(
        path=str(Path(path).resolve()), defaults=values
    )
    if not is_new:
        _begin_again(folder, values)
    _tell(folder, _("%(who)s has a folder of logs watched: %(folder)s."), by=by, at=at)
    return folder


def _begin_again(folder: WatchedFolder, values: Mapping[str, Any]) -> None:
    if folder.active:
        raise ValidationError(_('"%(path)s" is watched already.') % {"path": folder})
    for name, value in {**values, "active": True}.items():
        setattr(folder, name, value)
    folder.save()


@transaction.atomic
def stop_watching(*, folder: WatchedFolder, by: Account, at: datetime) -> None:
    """What arrives there is not seen any longer, so oversight is told. Raises PermissionDenied."""
    require(may_import(by))
    folder.active = False
    folder.save()
    _tell(folder, _("%(who)s has a folder of logs watched no longer: %(folder)s."), by=by, at=at)


def _tell(folder: WatchedFolder, words: str, *, by: Account, at: datetime) -> None:
    key = f"folder {folder.pk} {'watched' if folder.active else 'stopped'} {at.isoformat()}"
    text = words % {"who": by.display_name, "folder": folder}
    tell_oversight(text, key=key, link=reverse("discovery:folders"), at=at)


def look_into_folder(folder: WatchedFolder, *, at: datetime) -> Import | None:
    """Imports the files of a folder that were not imported yet, or that changed; None without any.

    Of one that only grew, what was added is read.
    """
    files = ImportedFile.objects.filter(batch__folder=folder).order_by("pk").defer(*_LONG)
    known = {(file.path, file.size): file for file in files}
    new = [
        path
        for path in files_of([Path(folder.path)])
        if _is_new(path, known.get((str(path), path.stat().st_size)))
        and _is_settled(path, at)
        and _may_be_read(path)
    ]
    if not new:
        return None
    root = Path(folder.path)
    return begin_import(
        title=_("New files in %(folder)s") % {"folder": folder.path},
        files=[GivenFile(str(path.relative_to(root)), path) for path in new],
        zone=folder.zone,
        log_format=folder.log_format,
        at=at,
        folder=folder,
    )


def _is_new(path: Path, before: ImportedFile | None) -> bool:
    """Whether a file was not read yet as it is; `before` is one that was there and as large."""
    if not before:
        return True
    written = path.stat().st_mtime
    changed = before.read_at and before.fingerprint and written > before.read_at.timestamp()
    return bool(changed) and not is_as_read(before, path)


def _may_be_read(path: Path) -> bool:
    """Whether a path lies in a folder of logs, wherever links in it lead."""
    real = path.resolve()
    return any(real.is_relative_to(Path(root).resolve()) for root in settings.DISCOVERY_FOLDERS)


def _is_settled(path: Path, at: datetime) -> bool:
    return path.stat().st_mtime <= (at - _SETTLED).timestamp()
