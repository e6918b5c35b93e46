"""Every address is in the map, and every role and owner is answered as the map says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils.html import escape

from audits.discovery.actions import begin_import
from audits.discovery.models import WatchedFolder
from audits.findings.actions import ask_for_name
from audits.findings.choices import Basis
from audits.reports.actions import make_report
from audits.reports.choices import Kind
from config.access import ACCESS, ANYONE, may_open, roles_for, why_not
from policy.changes.models import Change
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.models import LapseWarning, Version
from policy.searches.choices import State
from policy.searches.replays import make_replay
from tests.factories.changes import take
from tests.factories.findings import heard
from tests.factories.lists import AgreementFactory
from tests.factories.personnel import AccountFactory
from tests.factories.policies import standing_assurance
from tests.policy.searches.office import AT, Office, open_office, request_in
from tests.policy.searches.replays.office import BEGINS, STRICTER, draft_of

ROLES = list(Role)
# Whom a version binds, has to read it; everyone may know who looked at them, what was found about
# them, tell of themselves, and check a proof.
OF_EVERYONE = (
    *("policies:acknowledgment", "trail:me", "trail:verify"),
    *("findings:mine", "findings:own", "findings:disclose"),
)

# Keys of what a version holds; whether the thing is there is another question.
BELOW = {"clause_pk": 1, "comment_pk": 1, "pk": 1}


def addresses(resolver: Any = None, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}", pattern
        else:
            below = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from addresses(pattern, below)


def test_no_address_is_missing_from_the_map():
    assert [name for name, _ in addresses() if roles_for(name) is None] == []


def test_map_names_no_address_that_does_not_exist():
    exist = {name for name, _ in addresses()}

    assert [name for name in ACCESS if name not in exist and not name.endswith(":*")] == []


@pytest.fixture
def office(db: None) -> Office:
    return open_office()


@pytest.fixture
def paths(office: Office) -> dict[str, str]:
    """One path for each address of our own, to objects that exist."""
    request = request_in(State.CLOSED, office)
    decided = request.steps.filter(decision__isnull=False)[0]
    report = make_report(
        kind=Kind.USE,
        period_from=AT.date() - timedelta(days=1),
        period_to=AT.date(),
        unit=None,
        by=None,
        at=AT,
    )
    draft = draft_of(STRICTER)
    replay = make_replay(version=draft, by=draft.author, at=AT, begins=BEGINS, ends=AT)
    version = Version.objects.select_related("policy")[0]
    standing = standing_assurance()
    agreement = AgreementFactory()
    warning = LapseWarning.objects.create(
        version=version, days=30, lapses_at=AT, made_at=AT, figures={"decisions": {}, "left": []}
    )
    folder = WatchedFolder.objects.create(
        path="/srv/logs", zone="UTC", added_by=AccountFactory(), added_at=AT
    )
    values = {
        "discovery": {
            "pk": begin_import(title="Logs", files=[], zone="UTC", at=AT, folder=folder).pk,
            "folder": folder.pk,
            "token": "of-nothing",
            # Whether these are there is another question.
            **dict.fromkeys(
                ("observation", "unmasking", "reach", "host", "belonging", "mapping", "file"), 1
            ),
        },
        "searches": {
            "pk": request.pk,
            "decision_pk": decided.decision_id,
            "step": "system",
            "number": 1,
        },
        "personnel": {"pk": office.requester.person_id, "kind": "roster"},
        "systems": {"slug": "lacris"},
        "changes": {"pk": Change.objects.earliest("pk").pk, "of": "role"},
        "policies": {
            "slug": version.policy.slug,
            "number": version.number,
            "other": version.number,
            "identifier": standing.identifier,
            "name": "offense",
            "code": "robbery",
            "agency": agreement.agency_id,
            "agreement": agreement.pk,
            "warning": warning.pk,
            **BELOW,
        },
        "findings": findings_of(office),
        "replays": {"slug": draft.policy.slug, "number": draft.number, "pk": replay.pk},
        "trail": {"index": 0, "pk": request.pk},
        "reports": {"pk": report.pk, "form": "json", "table": "outcomes", "replay_pk": replay.pk},
    }
    return dict(_paths(values))


def findings_of(office: Office) -> dict[str, Any]:
    """The keys of a finding about somebody, of a notice to an office, a question for the name."""
    auditor = AccountFactory(roles=[Role.AUDITOR])
    finding = heard(office.requester.member, by=auditor)
    asked = ask_for_name(
        finding=finding, basis=Basis.AUDIT, words="An audit of the year, " * 3, by=auditor, at=AT
    )
    notice = finding.office_notices.all()[0]
    return {
        "pk": finding.pk,
        "token": finding.own_token,
        "notice": notice.pk,
        "office": notice.office_id,
        "unmasking": asked.pk,
        "kind": finding.kind,
    }


def _paths(values: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for name, pattern in addresses():
        namespace = name.partition(":")[0]
        if namespace == "admin":
            continue
        wanted = pattern.pattern.regex.groupindex
        known = values.get(namespace, {})
        try:
            yield name, reverse(name, kwargs={key: known[key] for key in wanted})
        except (KeyError, NoReverseMatch):
            continue


def test_the_matrix_reaches_every_address_of_our_own(paths: dict[str, str]):
    ours = {name for name in ACCESS if ":" in name and not name.startswith(("admin:", "mfa"))}

    assert ours - set(paths) == set()


def test_signed_out_is_sent_to_sign_in(client: Client, paths: dict[str, str]):
    wrong = {
        name: answer.status_code
        for name, path in paths.items()
        if roles_for(name) and roles_for(name) is not ANYONE
        for answer in [client.get(path)]
        if (answer.status_code, answer.headers.get("Location", "").split("?")[0])
        != (302, reverse("account_login"))
    }

    assert wrong == {}


@pytest.mark.parametrize("role", ROLES)
def test_role_opens_what_the_map_says_and_nothing_else(
    role: Role, client: Client, paths: dict[str, str]
):
    account = AccountFactory(roles=[role])
    client.force_login(account)
    wrong = {}

    for name, path in paths.items():
        if name == "account_logout":
            continue
        answer = client.get(path)
        closed = answer.status_code == 403 and escape(why_not(name)) in answer.content.decode()
        if closed == may_open(account, name):
            wrong[name] = answer.status_code

    assert wrong == {}


def test_account_without_a_role_opens_nothing_but_its_own_account(
    client: Client, paths: dict[str, str]
):
    client.force_login(AccountFactory(roles=[]))
    opened = {
        name if name in OF_EVERYONE else name.partition(":")[0].partition("_")[0]
        for name, path in paths.items()
        if name != "account_logout" and client.get(path).status_code == 200
    }

    assert opened <= {"home", "health", "account", "mfa", "personnel", *OF_EVERYONE}


# What each role sees of a request of its own, of its command, and of a stranger.
SEEN: dict[Role, tuple[int, int]] = {
    # role: (a request in the account's own reach, a request outside of it)
    Role.REQUESTER: (200, 404),
    Role.SUPERVISOR: (200, 404),
    Role.EXAMINER: (200, 404),
    Role.POLICY_OFFICER: (200, 404),
    Role.AUDITOR: (200, 404),
    Role.OVERSIGHT: (200, 404),
    Role.ADMINISTRATOR: (403, 403),
}


def reach(role: Role, office: Office) -> tuple[Account, State, State]:
    """An account with the role, a state in which it sees the request, one in which it does not.

    A stranger's request and an unsubmitted one are out of everybody else's reach.
    """
    submitted, draft = State.IN_APPROVAL, State.DRAFT
    return {
        Role.REQUESTER: (office.requester, draft, draft),
        Role.SUPERVISOR: (office.supervisor, submitted, draft),
        Role.EXAMINER: (office.examiner, State.APPROVED, submitted),
    }.get(role, (AccountFactory(roles=[role]), submitted, draft))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("address", ["searches:detail", "searches:probe_image"])
def test_request_in_and_out_of_reach(role: Role, address: str, client: Client, office: Office):
    account, seen, unseen = reach(role, office)
    inside = request_in(seen, office)
    outside = request_in(unseen, office)
    stranger = AccountFactory(roles=[role]) if role == Role.REQUESTER else account
    expected = SEEN[role]
    if address == "searches:probe_image" and not may_open(account, address):
        expected = (403, 403)

    client.force_login(account)
    first = client.get(reverse(address, args=[inside.pk])).status_code
    client.force_login(stranger)
    second = client.get(reverse(address, args=[outside.pk])).status_code

    assert (first, second) == expected


def test_supervisor_of_another_command_sees_nothing(client: Client, office: Office):
    request = request_in(State.IN_APPROVAL, office)
    client.force_login(office.outsider)

    assert client.get(reverse("searches:detail", args=[request.pk])).status_code == 404


def test_role_taken_away_closes_the_page_at_the_next_click(client: Client, office: Office):
    client.force_login(office.supervisor)
    before = client.get(reverse("personnel:people")).status_code

    take(office.supervisor, Role.SUPERVISOR)

    assert (before, client.get(reverse("personnel:people")).status_code) == (200, 403)


def test_deactivated_account_is_signed_out_at_the_next_click(client: Client, office: Office):
    client.force_login(office.supervisor)

    Account.objects.filter(pk=office.supervisor.pk).update(is_active=False)

    assert client.get(reverse("home")).status_code == 302
