"""The trail as it stands, read by a test."""

import json
from typing import Any

from audits.trail.models import Entry


def told(after: int = 0) -> list[dict[str, Any]]:
    """The entries after the first `after`, each with its content, where that is not sealed."""
    rows = Entry.objects.order_by("pk").values_list("entry", "content")[after:]
    return [
        json.loads(bytes(entry)) | json.loads(bytes(content or b"{}")) for entry, content in rows
    ]
