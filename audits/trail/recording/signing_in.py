"""Sign-ins, sign-outs and refused sign-ins, as the web layer sees them."""

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from audits.trail.acting import acting_as
from audits.trail.recording.events import tell
from audits.trail.recording.web import acting_in
from policy.personnel.models import Account


@receiver(user_logged_in)
def signed_in(sender: type, request: HttpRequest, user: Account, **kwargs: Any) -> None:
    with acting_as(acting_in(request, user)):
        _tell("signed_in", user)


@receiver(user_logged_out)
def signed_out(sender: type, request: HttpRequest, user: Account | None, **kwargs: Any) -> None:
    if user is not None:
        with acting_as(acting_in(request, user)):
            _tell("signed_out", user)


@receiver(user_login_failed)
def sign_in_refused(sender: str, credentials: dict[str, Any], **kwargs: Any) -> None:
    """What was typed for a name may be a password: it is told only where it is a name."""
    _tell("sign_in_refused", _named(credentials.get("username")))


@receiver(user_locked_out)
def locked_out(sender: str, username: str | None, **kwargs: Any) -> None:
    _tell("locked_out", _named(username))


def _named(username: str | None) -> Account | None:
    return Account.objects.filter(username=username or "").first()


def _tell(verb: str, account: Account | None) -> None:
    tell(
        verb,
        kind=Account._meta.label,
        key=account.pk if account else "",
        person=account.person_id if account else None,
        details={"user_name": account.username if account else None},
    )
