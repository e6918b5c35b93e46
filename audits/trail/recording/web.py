"""Who acts in a web request, and what was looked at, taken away or refused in it."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch

from audits.trail.acting import Acting
from audits.trail.recording.events import tell
from policy.personnel.models import Account

NOT_SIGNED_IN = "somebody who is not signed in"
_LONGEST_ADDRESS = 2000
# Of one this large there is no record.
_NO_KEY = 10**18


@dataclass(frozen=True)
class Record:
    """What an address shows: a kind of record, and the part of the address that has its key."""

    kind: str
    key: str = "pk"
    request: str = ""
    person: str = ""


_REQUEST = Record("searches.SearchRequest", request="pk")

_ACTS = (
    *("approve", "deny", "return", "revoke", "run", "record", "review", "release"),
    *("close", "withdraw", "submit", "reopen"),
)

_OF_A_FINDING = (
    *("detail", "review", "hear", "close", "hand_over", "ask"),
    *("tell_office", "decide", "told"),
)

# Whose pages are recorded each time that they are opened.
SHOWN: dict[str, Record] = {
    "admin:personnel_account_change": Record("personnel.Account", key="object_id"),
    "admin:personnel_person_change": Record(
        "personnel.Person", key="object_id", person="object_id"
    ),
    "admin:searches_searchrequest_change": Record(
        "searches.SearchRequest", key="object_id", request="object_id"
    ),
    "admin:personnel_account_history": Record("personnel.Account", key="object_id"),
    "admin:personnel_person_history": Record(
        "personnel.Person", key="object_id", person="object_id"
    ),
    "discovery:import": Record("discovery.Import"),
    # It shows the first lines of one of the files.
    "discovery:mapping_for_file": Record("discovery.Import"),
    "discovery:observation": Record("discovery.StoredObservation", key="observation"),
    # What leads to a person is shown by the unmasking of their finding.
    "discovery:private": Record("findings.Unmasking", key="unmasking"),
    **{f"findings:{page}": Record("findings.Finding") for page in _OF_A_FINDING},
    # The one page that names whom a finding is about.
    "findings:name": Record("findings.Unmasking", key="unmasking"),
    "personnel:person": Record("personnel.Person", person="pk"),
    "reports:detail": Record("reports.Report"),
    "reports:download": Record("reports.Report"),
    "reports:proof": Record("reports.Report"),
    "searches:decision": Record("policies.Decision", key="decision_pk", request="pk"),
    "searches:detail": _REQUEST,
    "searches:edit": _REQUEST,
    "searches:probe_image": Record("searches.ProbeImage", request="pk"),
    "searches:version": _REQUEST,
    # What is to be decided or done stands on the page where it is.
    **{f"searches:{act}": _REQUEST for act in _ACTS},
    "trail:entry": Record("trail.Entry", key="index"),
    "trail:person": Record("personnel.Person", person="pk"),
    "trail:proof": Record("trail.Entry", key="index"),
    "trail:request": _REQUEST,
    "trail:request_proof": _REQUEST,
}


def acting_in(request: HttpRequest, account: Any) -> Acting:
    known = isinstance(account, Account)
    return Acting(
        actor=_name(account) if known else NOT_SIGNED_IN,
        account=account.pk if known else None,
        roles=tuple(sorted(account.roles)) if known else (),
        web=web_id(request),
        address=address_of(request),
    )


def _name(account: Account) -> str:
    return str(account.person) if account.person else account.username


def web_id(request: HttpRequest) -> str:
    """What names this web request in every entry that it makes."""
    if not hasattr(request, "web_id"):
        request.web_id = uuid4().hex  # type: ignore[attr-defined]
    return request.web_id  # type: ignore[attr-defined]


def address_of(request: HttpRequest) -> str:
    """Where a web request came from; behind a proxy, what the proxy itself saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.TRUST_PROXY and forwarded:
        return forwarded.rpartition(",")[2].strip()
    return request.META.get("REMOTE_ADDR", "")


def tell_of_answer(request: HttpRequest, response: HttpResponse) -> None:
    """Records what a web request looked at, took away or was refused."""
    verb = _verb(request, response)
    if verb is None:
        return
    match = request.resolver_match
    record = SHOWN.get(match.view_name) if match else None
    details = {"address": request.path[:_LONGEST_ADDRESS], "status": response.status_code}
    if match is None or record is None:
        tell(verb, kind="page", key=request.path[:_LONGEST_ADDRESS], details=details)
        return
    tell(
        verb,
        kind=record.kind,
        key=_key(match, record.key),
        request=_number(match, record.request),
        person=_number(match, record.person),
        details=details,
    )


def _verb(request: HttpRequest, response: HttpResponse) -> str | None:
    match = request.resolver_match
    shown = match is not None and match.view_name in SHOWN
    if response.status_code == HTTPStatus.FORBIDDEN or (
        shown and response.status_code == HTTPStatus.NOT_FOUND
    ):
        return "refused"
    if response.status_code != HTTPStatus.OK:
        return None
    if response.get("Content-Disposition", "").startswith("attachment"):
        return "downloaded"
    return "viewed" if shown and request.method != "HEAD" else None


def _key(match: ResolverMatch, name: str) -> str:
    """The key in the address as the record has it: the admin takes +2 and 02 for 2 as well."""
    value = unquote(str(match.kwargs[name]))
    try:
        return str(int(value))
    except ValueError:
        return value


def _number(match: ResolverMatch, name: str) -> int | None:
    key = _key(match, name) if name else ""
    number = int(key) if key.isascii() and key.isdigit() else 0
    return number if 0 < number < _NO_KEY else None
