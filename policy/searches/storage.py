"""Where probe images are kept: outside of every folder that is served."""

from typing import TYPE_CHECKING

from django.core.files.storage import Storage, storages

if TYPE_CHECKING:
    from policy.searches.models import ProbeImage


def private_storage() -> Storage:
    return storages["private"]


def probe_path(image: "ProbeImage", filename: str) -> str:
    """By content, so that no name given by a user reaches the disk."""
    return f"probe/{image.sha256[:2]}/{image.sha256}.png"
