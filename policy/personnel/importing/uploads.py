"""An upload kept on the server between its preview and its confirmation."""

import hashlib

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from policy.personnel.importing.faults import Fault, ImportRefused
from policy.personnel.models import Account


def keep(content: bytes, *, kind: str, owner: Account) -> str:
    """Keep one upload per person and kind of file; returns its SHA-256."""
    storage, name = storages["private"], name_of(kind, owner)
    storage.delete(name)
    storage.save(name, ContentFile(content))
    return sha256(content)


def kept(*, kind: str, owner: Account, digest: str) -> bytes:
    """The upload with this SHA-256. Raises ImportRefused where it is no longer the one kept."""
    storage, name = storages["private"], name_of(kind, owner)
    if storage.exists(name):
        with storage.open(name) as file:
            content = file.read()
        if sha256(content) == digest:
            return content
    gone = _("The file was imported already, or replaced by another. Upload it again.")
    raise ImportRefused([Fault(0, "", "", gone)])


def discard(*, kind: str, owner: Account) -> None:
    storages["private"].delete(name_of(kind, owner))


def name_of(kind: str, owner: Account) -> str:
    return f"imports/{kind}-{owner.pk}.csv"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
