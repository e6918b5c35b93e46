"""The request of a web page, as views see it."""

from django.http import HttpRequest

from policy.personnel.models import Account


class Request(HttpRequest):
    """A request that the access middleware let through: whoever asks has an account."""

    user: Account
