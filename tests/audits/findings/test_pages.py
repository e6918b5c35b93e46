"""The pages on which a finding is handled, from filing it to closing it."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audits.findings.actions import ask_for_name, decide_on_name, review, tell_the_unmasked
from audits.findings.choices import Basis, Kind, Severity, State
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Finding, Office, Unmasking, Window
from audits.findings.queries import rule_in_force
from tests.audits.findings.cases import AT, DAY, SERVICE, Cast, finding_in, open_window, tell
from tests.factories.findings import found, heard
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.harness.pages import soup, words

WHY = "Case 26-0042 of internal affairs: to interview the person."
LIST = reverse("findings:list")


def listed(client: Any, **query: str) -> list[str]:
    return [link["href"] for link in soup(client.get(LIST, query)).select("tbody a")]


def offers(client: Any, finding: Finding) -> dict[str, str]:
    """Each thing that may be done by its words, and why not; empty where it may."""
    page = soup(client.get(finding.get_absolute_url()))
    may = {words(link): "" for link in page.select(".gh-offers a")}
    return may | {
        words(item.strong): words(item).removeprefix(words(item.strong)).strip()
        for item in page.select(".gh-offers__not")
    }


def test_auditor_handles_a_finding_from_filing_to_closing(client, cast: Cast, time_machine):
    time_machine.move_to(AT)
    client.force_login(cast.auditor)
    filed = client.post(
        reverse("findings:file"),
        {
            "kind": Kind.OUTSIDE_SERVICE,
            "what": "Two searches on a trial account.",
            "place": SERVICE,
            "subject": "77123",
            "evidence": "A mail of the vendor.",
            "private": "To: sam.quill",
        },
    )
    finding = Finding.objects.get()
    assert filed.url == finding.get_absolute_url()
    client.force_login(cast.other)
    assert offers(client, finding) == {
        "Begin the review": "",
        "Close the finding": "",
        "Ask for the name": "",
        "Give the right of reply": "Begin the review first.",
    }

    for act in ("review", "hear"):
        page = soup(client.get(reverse(f"findings:{act}", args=[finding.pk])))
        assert page.select_one("form.gh-form button") is not None
        client.post(reverse(f"findings:{act}", args=[finding.pk]))
    assert offers(client, finding) == {
        "Close the finding": "The person can still reply: it waits until then.",
        "Ask for the name": "",
    }
    client.force_login(cast.subject)
    client.post(finding.get_own_url(), {"words": "It was a trial.", "is_last": "on"})
    client.force_login(cast.other)
    client.post(
        reverse("findings:close", args=[finding.pk]),
        {"disposition": "sustained", "reason": "The trial was not asked for."},
    )

    finding.refresh_from_db()
    assert (finding.state, finding.closed_by) == (State.SUSTAINED, cast.other)
    text = words(soup(client.get(finding.get_absolute_url())).main)
    for told in ("It was a trial.", "The trial was not asked for.", finding.subject.code):
        assert told in text
    assert "sam.quill" not in text


def test_closing_unheard_is_an_error_of_the_field_that_loses_nothing(client, cast: Cast):
    finding = found(cast.subject.member)
    client.force_login(cast.auditor)

    answer = client.post(
        reverse("findings:close", args=[finding.pk]),
        {"disposition": "sustained", "reason": "It is plain."},
    )

    page = soup(answer)
    assert "Nobody is held to have done wrong unheard" in words(page.main)
    assert page.textarea.get_text().strip() == "It is plain."


def test_hearing_of_somebody_without_an_account_asks_how_they_were_told(client, cast: Cast):
    finding = review(finding=found(PersonFactory()), by=cast.auditor, at=AT)
    client.force_login(cast.auditor)
    address = reverse("findings:hear", args=[finding.pk])

    refused = soup(client.post(address, {"how": ""}))
    client.post(address, {"how": "By letter."})

    assert "This field is required." in words(refused.main)
    finding.refresh_from_db()
    assert finding.state == State.RIGHT_OF_REPLY


def test_filing_what_names_the_person_says_so_and_stores_nothing(client, cast: Cast):
    client.force_login(cast.auditor)
    told = {
        "kind": Kind.LAUNDERING,
        "what": "Sam Quill did it.",
        "subject": "77123",
        "evidence": "A mail.",
    }

    page = soup(client.post(reverse("findings:file"), told))
    nobody = soup(client.post(reverse("findings:file"), {**told, "subject": "1"}))

    assert "names the person" in words(page.main)
    assert "Nobody has the serial number 1." in words(nobody.main)
    assert not Finding.objects.exists()


def test_name_is_asked_for_decided_and_shown(client, cast: Cast):
    evidence = [EvidenceOf(words="17 requests.", private="10.4.7.9")]
    finding = found(cast.subject.member, evidence=evidence)
    client.force_login(cast.auditor)
    short = {"basis": "court", "words": "Because."}
    refused = soup(client.post(reverse("findings:ask", args=[finding.pk]), short))
    assert "at least 40 characters" in words(refused.main)

    client.post(reverse("findings:ask", args=[finding.pk]), {"basis": "court", "words": WHY})
    asked = Unmasking.objects.get()
    client.force_login(cast.oversight)
    address = soup(client.get(finding.get_absolute_url())).find("a", string="Decide")["href"]
    assert WHY in words(soup(client.get(address)).main)
    client.post(address, {"granted": "yes", "reason": "The order is with the case."})
    client.force_login(cast.auditor)
    page = soup(client.get(finding.get_absolute_url()))
    shown = soup(client.get(page.find("a", string="Show the name")["href"]))

    asked.refresh_from_db()
    assert asked.decided_by == cast.oversight
    assert "Sam Quill (77123)" in words(shown.main)
    assert "10.4.7.9" in words(shown.main)


def test_list_is_narrowed_by_each_filter(client, cast: Cast, time_machine):
    time_machine.move_to(AT)
    late = found(None, cause="late", at=AT - 30 * DAY, kind=Kind.LAUNDERING)
    mine = finding_in(State.UNDER_REVIEW, cast)
    low = found(None, kind=Kind.NO_TRACE, what="Run 17 left no trace.")
    client.force_login(cast.auditor)

    narrowed = {
        "state": listed(client, state="under_review"),
        "kind": listed(client, kind="laundering"),
        "severity": listed(client, severity="low"),
        "mine": listed(client, mine="on"),
        "overdue": listed(client, overdue="on"),
        "words": listed(client, q="no trace"),
        "number": listed(client, q=str(low.pk)),
        "pseudonym": listed(client, q=mine.subject.code.lower()),
        "nothing": listed(client, q="9" * 40),
    }

    def only(finding: Finding) -> list[str]:
        return [finding.get_absolute_url()]

    assert narrowed == {
        "state": only(mine),
        "kind": only(late),
        "severity": only(low),
        "mine": only(mine),
        "overdue": only(late),
        "words": only(low),
        "number": only(low),
        "pseudonym": only(mine),
        "nothing": [],
    }


def test_list_costs_the_same_for_one_and_for_many(client, cast: Cast):
    client.force_login(cast.auditor)
    found(cast.subject.member)
    with CaptureQueriesContext(connection) as of_one:
        client.get(LIST)
    for number in range(5):
        found(AccountFactory().person, cause=str(number))

    with CaptureQueriesContext(connection) as of_many:
        assert len(listed(client)) == 6

    assert len(of_many) == len(of_one)


def test_page_of_a_finding_costs_the_same_however_much_stands_on_it(client, cast: Cast):
    client.force_login(cast.auditor)
    few = heard(cast.subject.member, by=cast.auditor, evidence=[EvidenceOf(words="1.")])
    with CaptureQueriesContext(connection) as of_few:
        client.get(few.get_absolute_url())
    many = [EvidenceOf(words=f"{number} of many.") for number in range(20)]
    found(cast.subject.member, evidence=many)

    with CaptureQueriesContext(connection) as of_many:
        text = words(soup(client.get(few.get_absolute_url())).main)

    assert "19 of many." in text
    assert len(of_many) == len(of_few)


def test_repeats_stand_on_the_page(client, cast: Cast):
    first = finding_in(State.SUSTAINED, cast)
    second = found(cast.subject.member, at=AT + 400 * DAY, cause="again")
    client.force_login(cast.oversight)

    page = soup(client.get(second.get_absolute_url()))

    assert "1 by the same person, since March 2, 2026." in words(page.main)
    assert page.find("a", href=first.get_absolute_url()) is not None
    assert second.severity == Severity.CRITICAL


def test_office_told_by_hand_is_recorded_and_overdue_until_then(client, cast: Cast):
    finding = found(None, kind=Kind.LAUNDERING, at=AT)
    client.force_login(cast.auditor)
    page = soup(client.get(finding.get_absolute_url()))
    assert "Overdue" in words(page.main)

    address = page.find("a", string="Record that it was told")["href"]
    client.post(address, {"how": "By letter of 3 March."})

    text = words(soup(client.get(finding.get_absolute_url())).main)
    assert "By letter of 3 March." in text
    assert client.get(address).status_code == 403


def test_policy_officer_changes_a_rule_and_a_stale_form_is_told(client, cast: Cast):
    client.force_login(cast.officer)
    address = reverse("findings:rule", args=[Kind.NO_TRACE])
    form = soup(client.get(address)).select_one("form.gh-form")
    told = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    told |= dict.fromkeys(("severity", "severity_second", "severity_further"), "critical")
    office = Office.objects.get(name="Oversight")
    told |= {"reason": "It is grave.", f"hours_{office.pk}": "8"}

    first = client.post(address, told)
    stale = soup(client.post(address, told))

    rule = rule_in_force(Kind.NO_TRACE)
    assert (first.url, rule.number, rule.severity) == (reverse("findings:rules"), 2, "critical")
    assert [(it.office, it.hours) for it in rule.offices.all()] == [(office, 8)]
    assert "it is now version 2" in words(stale.main)
    assert client.get(reverse("findings:rule", args=["nothing"])).status_code == 404


def test_office_is_told_by_hand_or_by_accounts_and_not_by_nobody(client, cast: Cast):
    client.force_login(cast.officer)
    address = reverse("findings:new_office")

    nobody = soup(client.post(address, {"name": "Council"}))
    client.post(address, {"name": "Council", "accounts": [cast.oversight.pk]})
    twice = soup(client.post(address, {"name": "Council", "outside": "on"}))

    assert "either told by hand, or by a role or accounts" in words(nobody.main)
    assert "an office of this name already" in words(twice.main)
    council = Office.objects.get(name="Council")
    assert list(council.accounts.all()) == [cast.oversight]
    client.post(reverse("findings:office", args=[council.pk]), {"name": "It", "outside": "on"})
    council.refresh_from_db()
    assert (council.name, council.outside, council.accounts.count()) == ("It", True, 0)


def test_window_is_declared_and_counts_people_without_naming_them(client, cast: Cast, time_machine):
    time_machine.move_to(AT)
    client.force_login(cast.officer)
    told = {
        "opens_at": "2026-03-03T08:00",
        "closes_at": "2026-04-03T08:00",
        "kinds": [Kind.OUTSIDE_SERVICE],
        "services": f"{SERVICE}\n\n{SERVICE}\n",
        "first": "retraining",
        "again": "referred",
        "reason": "Before the logs are read.",
    }
    wrong = {**told, "opens_at": "2026-03-01T08:00", "closes_at": "2026-02-01T08:00"}
    refused = soup(client.post(reverse("findings:declare"), wrong))
    assert "This moment is over already." in words(refused.main)
    assert "A window is open for 7 days at least." in words(refused.main)

    client.post(reverse("findings:declare"), told)
    tell(cast, at=AT + 2 * DAY)
    tell(cast, at=AT + 3 * DAY)

    assert Window.objects.get().services == [SERVICE]
    text = words(soup(client.get(reverse("findings:windows"))).main)
    assert text.endswith("People who told of themselves1")
    assert "77123" not in text


def test_what_was_told_is_read_under_the_pseudonym(client, cast: Cast):
    finding = found(cast.subject.member)
    open_window(cast)
    tell(cast, at=AT + DAY, reason="A trial that a vendor mailed.")
    tell(cast, at=AT + 90 * DAY, reason="Once more.", times=2)
    client.force_login(cast.oversight)

    page = soup(client.get(reverse("findings:disclosures")))
    rows = [words(row) for row in page.select("tbody tr")]

    assert [finding.subject.code in row for row in rows] == [True, True]
    assert ("Once more." in rows[0], rows[0].endswith("no window 0")) == (True, True)
    assert ("vendor mailed." in rows[1], rows[1].endswith("retraining 1")) == (True, True)
    assert "Quill" not in words(page)
    shown = words(soup(client.get(finding.get_absolute_url())).main)
    assert "A trial that a vendor mailed." in shown


def test_policy_officer_finds_the_rules_where_others_find_the_findings(client, cast: Cast):
    sections = {}
    for account in (cast.officer, cast.auditor):
        client.force_login(account)
        link = soup(client.get(reverse("findings:rules"))).find("a", class_="usa-current")
        sections[account] = (words(link), link["href"])

    assert sections == {
        cast.officer: ("Findings", reverse("findings:rules")),
        cast.auditor: ("Findings", LIST),
    }


@pytest.mark.parametrize("who", ["auditor", "oversight"])
def test_finding_about_oneself_is_not_there(who: str, client, cast: Cast):
    account = getattr(cast, who)
    finding = found(account.member)
    client.force_login(account)

    assert client.get(finding.get_absolute_url()).status_code == 404
    assert listed(client) == []


def test_administrator_sees_no_finding_about_people(client, cast: Cast):
    finding = found(cast.subject.member)
    client.force_login(AccountFactory(roles=["administrator"]))

    assert client.get(finding.get_absolute_url()).status_code == 404


class TestOfOneself:
    """Everyone's own pages."""

    def test_banner_leads_to_what_waits_and_goes_when_it_is_answered(
        self, client, cast: Cast, time_machine
    ):
        time_machine.move_to(AT)
        finding = heard(cast.subject.member, by=cast.auditor)
        client.force_login(cast.subject)
        banner = soup(client.get("/")).select_one(".gh-about-you a")
        assert banner["href"] == reverse("findings:mine")

        link = soup(client.get(banner["href"])).select_one(".gh-waiting a")["href"]
        answer = client.post(link, {"words": "It was a drill.", "is_last": "on"})

        assert (answer.status_code, link) == (302, finding.get_own_url())
        assert "It was a drill." in words(soup(client.get(link)).main)
        assert soup(client.get("/")).select_one(".gh-about-you") is None
        finding.refresh_from_db()
        assert finding.state == State.UNDER_REVIEW

    def test_page_of_somebody_else_is_not_there(self, client, cast: Cast):
        finding = heard(cast.subject.member, by=cast.auditor)

        for account in (cast.auditor, cast.officer, AccountFactory(person=None)):
            client.force_login(account)
            assert client.get(finding.get_own_url()).status_code == 404

    def test_page_is_not_there_before_the_person_is_heard(self, client, cast: Cast):
        finding = found(cast.subject.member)
        client.force_login(cast.subject)

        assert client.get(finding.get_own_url()).status_code == 404

    def test_address_does_not_tell_which_finding_it_is(self, cast: Cast):
        first, second = found(None, cause="one"), found(None, cause="two")

        assert len({first.get_own_url(), second.get_own_url()}) == 2
        assert str(first.reference) not in first.get_own_url()

    def test_reply_that_comes_too_late_is_told_without_an_error_page(
        self, client, cast: Cast, time_machine
    ):
        finding = heard(cast.subject.member, by=cast.auditor)
        time_machine.move_to(AT + 31 * DAY)
        client.force_login(cast.subject)

        answer = client.post(finding.get_own_url(), {"words": "Late."})

        assert "Nothing was stored." in words(soup(answer).main)
        assert finding.replies.count() == 0

    def test_disclosure_is_told_on_a_page_of_ones_own(self, client, cast: Cast, time_machine):
        time_machine.move_to(AT)
        finding = found(cast.subject.member)
        open_window(cast)
        client.force_login(cast.subject)
        told = {"service": SERVICE, "times": "3", "reason": "A trial."}
        days = {"first_on": "2026-02-01", "last_on": "2026-02-03"}
        wrong = {"first_on": "2026-03-09", "last_on": "2026-03-08"}
        address = reverse("findings:disclose")
        refused = soup(client.post(address, {**told, **wrong}))
        assert "The last time lies before the first." in words(refused.main)

        answer = client.post(address, {**told, **days})

        assert answer.url == reverse("findings:mine")
        assert "It leads to: retraining" in words(soup(client.get(answer.url)).main)
        finding.refresh_from_db()
        assert finding.state == State.DISCLOSED

    def test_account_of_nobody_has_nothing_to_tell(self, client, db: None):
        client.force_login(AccountFactory(person=None))

        assert client.get(reverse("findings:disclose")).status_code == 404
        assert client.get(reverse("findings:mine")).status_code == 200

    def test_person_reads_who_saw_their_name(self, client, cast: Cast, time_machine):
        asked = ask_for_name(
            finding=found(cast.subject.member),
            basis=Basis.COURT,
            words=WHY,
            by=cast.auditor,
            at=AT,
        )
        decide_on_name(unmasking=asked, granted=True, reason="So.", by=cast.other, at=AT)
        tell_the_unmasked(at=AT + 40 * DAY)
        time_machine.move_to(AT + 41 * DAY)
        client.force_login(cast.subject)

        page = soup(client.get(reverse("findings:mine")))
        assert WHY in words(page.main)
        client.post(reverse("findings:read"), {"unmasking": str(asked.pk)})

        asked.refresh_from_db()
        assert asked.read_at is not None
        assert soup(client.get("/")).select_one(".gh-about-you") is None
        for key in ("0", "x", "9" * 30):
            assert client.post(reverse("findings:read"), {"unmasking": key}).status_code == 404
