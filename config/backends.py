"""Who may be signed in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend


class AccountBackend(ModelBackend):
    def user_can_authenticate(self, user: Any) -> bool:
        """Neither sign-in nor session for an account of the demonstration in production."""
        if user.is_demo and not settings.DEMO_ALLOWED:
            return False
        return super().user_can_authenticate(user)
