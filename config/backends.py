"""Who may be signed in at all."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

from policy.personnel.models import Account


class AccountBackend(ModelBackend):
    def get_user(self, user_id: int) -> Account | None:
        """The account with the person whose it is, who is asked for on every page."""
        account = Account.objects.select_related("person__rank").filter(pk=user_id).first()
        return account if account and self.user_can_authenticate(account) else None

    def user_can_authenticate(self, user: Any) -> bool:
        """Neither sign-in nor session for an account of the demonstration in production."""
        if user.is_demo and not settings.DEMO_ALLOWED:
            return False
        return super().user_can_authenticate(user)
