"""How people sign in: by username, to an account that the department made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from policy.personnel.actions import choose_password
from policy.personnel.models import Account


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def set_password(self, user: Account, password: str) -> None:
        choose_password(account=user, password=password, at=timezone.now())

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("home")


def username_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str | None:
    """The name that someone tries to sign in with, by which django-axes counts failures."""
    return credentials.get("username") if credentials else request.POST.get("login")
