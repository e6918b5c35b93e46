"""What the admin of other apps proposes instead of writing, and the changes as they are kept."""

from policy.changes.admin import accounts, changes, systems

__all__ = ["accounts", "changes", "systems"]
