"""One auditor alone says what discovery sees, so somebody else knows of it."""

from datetime import datetime

from policy.personnel.actions import notify
from policy.personnel.choices import Role


def tell_oversight(text: str, *, key: str, link: str, at: datetime) -> None:
    """Tells whoever has the role of oversight, once for each `key`; `link` is where it stands."""
    notify(key=key, text=text, at=at, role=Role.OVERSIGHT, link=link)
