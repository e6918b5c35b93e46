"""What was submitted stands, for everyone but its editor, until it is submitted again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from audits.reports.figures.by_offense import by_offense
from audits.reports.figures.by_purpose import by_purpose
from audits.reports.figures.by_system import by_system
from audits.reports.figures.scope import Scope
from audits.reports.period import Period
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.choices import Offense, Purpose
from policy.searches import actions
from policy.searches.choices import Action, State
from policy.searches.facts import facts_of
from policy.searches.models import SearchRequest
from policy.searches.permissions import may
from policy.searches.queries import visible_to
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import AT, Office, draft, fresh, png, request_in
from tests.policy.searches.pages import listed, sent, signed_in, url, value_of, words

pytestmark = pytest.mark.usefixtures("office_hours")

READERS = ("supervisor", "captain")


@pytest.fixture
def auditor(db: None) -> Account:
    return AccountFactory(roles=[Role.AUDITOR])


def forged(office: Office, state: State = State.APPROVED) -> SearchRequest:
    """A request that came to `state`, and of which its requester then wrote something else."""
    request = request_in(state, office)
    if state != State.RETURNED:
        actions.reopen(request=request, by=office.requester, at=AT, reason="Another camera.")
    content = {
        "system": office.clearview,
        "offense": Offense.HOMICIDE,
        "purpose": Purpose.PERSONAL,
        "case_number": "FORGED-99",
    }
    actions.save_content(request=request, by=office.requester, at=AT, content=content)
    return fresh(request)


def withdrawn(office: Office) -> SearchRequest:
    request = forged(office)
    actions.withdraw(request=request, by=office.requester, at=AT, reason="Solved.")
    return fresh(request)


@pytest.mark.parametrize("state", [State.IN_APPROVAL, State.APPROVED, State.RETURNED])
@pytest.mark.parametrize("reader", [*READERS, "auditor"])
def test_readers_of_an_open_request_see_what_was_submitted(
    reader: str, state: State, office: Office, auditor: Account
):
    request = forged(office, state)
    account = auditor if reader == "auditor" else getattr(office, reader)

    page = signed_in(account).get(url("detail", request.pk))

    said = words(page)
    assert page.status_code == 200
    assert ("26-00417" in said, "FORGED-99" in said, "Clearview" in said) == (True, False, False)
    assert "This is version 1, as it was submitted." in said


def test_requester_of_an_open_request_sees_and_edits_what_is_written(office: Office):
    request = forged(office)
    client = signed_in(office.requester)

    pages = [client.get(url(name, request.pk)) for name in ("detail", "submit")]
    form = client.get(url("edit", request.pk, "case"))

    assert ["FORGED-99" in words(page) for page in pages] == [True, True]
    assert "Everyone else sees version 1" in words(pages[0])
    assert value_of(form, "case_number") == "FORGED-99"


def test_withdrawing_what_was_edited_restores_what_was_submitted(office: Office, auditor: Account):
    request = withdrawn(office)

    pages = [
        signed_in(account).get(url("detail", request.pk)) for account in (auditor, office.requester)
    ]

    assert ["FORGED-99" in words(page) for page in pages] == [False, False]
    assert ["26-00417" in words(page) for page in pages] == [True, True]
    assert (request.system, request.case_number, request.edits) == (office.lacris, "26-00417", None)


@pytest.mark.parametrize("make", [forged, withdrawn])
def test_lists_and_filters_go_by_what_was_submitted(make, office: Office, auditor: Account):
    request = make(office)
    client = signed_in(auditor)

    found = {
        query: listed(client.get(url("list"), dict([query.split("=")])), "tbody th")
        for query in ("q=26-00417", "q=FORGED", "offense=robbery", "offense=homicide")
    }

    assert found == {
        "q=26-00417": [request.number],
        "q=FORGED": [],
        "offense=robbery": [request.number],
        "offense=homicide": [],
    }


@pytest.mark.parametrize("make", [forged, withdrawn])
def test_reports_count_what_was_submitted(make, office: Office):
    make(office)
    period = Period(AT.date().replace(day=1), AT.date().replace(day=28))
    scope = Scope(period, AT + timedelta(days=60))

    keys = [[row.key for row in table(scope).rows] for table in (by_system, by_offense, by_purpose)]

    assert keys == [["lacris"], ["robbery"], ["identify_suspect"]]


def test_submitting_again_makes_what_was_written_the_next_version(office: Office):
    request = request_in(State.RETURNED, office)
    actions.save_content(
        request=request, by=office.requester, at=AT, content={"case_number": "26-2"}
    )
    actions.save_content(
        request=request, by=office.requester, at=AT, content={"offense": Offense.HOMICIDE}
    )

    actions.submit(request=request, by=office.requester, at=AT)

    again = fresh(request)
    assert (again.version, again.case_number, again.offense) == (2, "26-2", Offense.HOMICIDE)
    assert again.edits is None
    numbers = again.versions.values_list("content__case_number", flat=True)
    assert list(numbers) == ["26-00417", "26-2"]


def test_form_of_a_returned_request_writes_beside_what_was_submitted(office: Office):
    request = request_in(State.RETURNED, office)
    client = signed_in(office.requester)

    client.post(url("edit", request.pk, "case"), sent(office, "case", case_number="26-2"))
    client.post(url("edit", request.pk, "system"), sent(office, "system"))
    client.post(url("submit", request.pk))

    again = fresh(request)
    assert (again.state, again.version, again.case_number) == (State.IN_APPROVAL, 2, "26-2")


def test_facts_are_those_of_what_was_submitted(office: Office):
    request = forged(office)

    facts = facts_of(request, AT)

    assert (facts["system.name"], facts["request.offense"]) == ("LACRIS", Offense.ROBBERY)


def test_every_version_has_a_page_that_the_timeline_links(office: Office, auditor: Account):
    request = request_in(State.RETURNED, office)
    actions.save_content(
        request=request, by=office.requester, at=AT, content={"case_number": "26-2"}
    )
    actions.submit(request=request, by=office.requester, at=AT)
    client = signed_in(auditor)

    links = listed(client.get(url("detail", request.pk)), ".gh-timeline a[href*=versions]")
    pages = [client.get(url("version", request.pk, number)) for number in (1, 2, 3)]

    assert links == ["Version 1 as submitted", "Version 2 as submitted"]
    assert [page.status_code for page in pages] == [200, 200, 404]
    assert ["26-00417" in words(pages[0]), "26-2" in words(pages[1])] == [True, True]
    assert "submitted again since" in words(pages[0])


def test_version_of_a_request_out_of_reach_is_not_there(office: Office):
    request = request_in(State.IN_APPROVAL, office)

    page = signed_in(office.outsider).get(url("version", request.pk, 1))

    assert page.status_code == 404


def test_image_uploaded_since_is_its_editors_alone(office: Office, auditor: Account):
    request = forged(office)
    first = request.probe_images.get()
    second = actions.attach_probe_image(
        request=request, by=office.requester, at=AT, upload=png((20, 20))
    )

    def got(account: Account, **query: str) -> bytes | int:
        answer = signed_in(account).get(url("probe_image", request.pk), query)
        return b"".join(answer) if answer.status_code == 200 else answer.status_code

    old, new = first.file.read(), second.file.read()
    assert (got(auditor), got(office.requester)) == (old, new)
    assert got(auditor, image=second.sha256) == 404
    assert got(office.requester, image=first.sha256) == old
    actions.withdraw(request=request, by=office.requester, at=AT)
    assert (got(auditor), got(office.requester)) == (old, old)
    assert got(office.requester, image=second.sha256) == 404


def test_approval_of_an_open_request_is_void(office: Office, auditor: Account):
    request = forged(office)

    said = words(signed_in(auditor).get(url("detail", request.pk)))

    assert "that approval is void" in said
    assert "Approved version" not in said


def test_database_refuses_another_content_than_was_submitted(office: Office):
    request = forged(office)

    with (
        pytest.raises(IntegrityError, match="stands until it is submitted again"),
        transaction.atomic(),
    ):
        SearchRequest.objects.filter(pk=request.pk).update(case_number="FORGED-99")


def test_database_keeps_no_edits_of_what_is_not_open(office: Office):
    for request in (request_in(State.APPROVED, office), draft(office)):
        with (
            pytest.raises(IntegrityError, match="edits_of_what_is_open_again"),
            transaction.atomic(),
        ):
            SearchRequest.objects.filter(pk=request.pk).update(edits={"case_number": "1"})


def test_what_was_submitted_once_stays_seen(office: Office, auditor: Account):
    request = forged(office)
    decision = request.steps.get(action=Action.SUBMIT).decision
    names = ("requester", *READERS, "outsider", "examiner")

    seen = [
        name for name in names if visible_to(getattr(office, name)).filter(pk=request.pk).exists()
    ]
    client = signed_in(auditor)
    pages = [url("detail", request.pk), url("decision", request.pk, decision.pk)]

    assert seen == ["requester", *READERS]
    assert [client.get(page).status_code for page in pages] == [200, 200]


def test_admin_lists_what_was_submitted_once_and_no_other_draft(office: Office):
    request = forged(office)
    draft(office)
    client = signed_in(AccountFactory(roles=[Role.ADMINISTRATOR]))

    page = client.get("/admin/searches/searchrequest/")

    assert listed(page, "#result_list .field-__str__") == [request.number]


LATE = AT + timedelta(hours=73)


@pytest.mark.parametrize(
    ("action", "who"),
    [
        (Action.REOPEN, "requester"),
        (Action.WITHDRAW, "requester"),
        (Action.REVOKE, "supervisor"),
        (Action.RUN, "examiner"),
    ],
)
def test_approval_that_is_over_only_expires(action: Action, who: str, office: Office):
    request = request_in(State.APPROVED, office)
    account = getattr(office, who)
    act = {
        Action.REOPEN: actions.reopen,
        Action.WITHDRAW: actions.withdraw,
        Action.REVOKE: actions.revoke,
        Action.RUN: actions.run,
    }[action]
    reason = {} if action == Action.RUN else {"reason": "Too late."}

    assert may(account, action, request, AT)
    assert not may(account, action, request, LATE)
    with pytest.raises(PermissionDenied, match="approval has expired"):
        act(request=request, by=account, at=LATE, **reason)
    assert actions.expire_approvals(at=LATE) == 1
