"""Personnel in the admin."""

from policy.personnel.admin import accounts, people, training

__all__ = ["accounts", "people", "training"]
