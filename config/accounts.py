"""How people sign in: by username, to an account that the department made for them."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def username_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str | None:
    """The name that someone tries to sign in with, by which django-axes counts failures."""
    return credentials.get("username") if credentials else request.POST.get("login")
