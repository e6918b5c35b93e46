"""Observations: why each is what it is, and what of it is sealed for whom."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audits.discovery.choices import Explanation
from audits.discovery.models import StoredObservation
from audits.findings.actions import give_reply, review
from audits.findings.choices import Kind
from audits.findings.models import Finding
from audits.trail.models import Position
from audits.trail.wording import read_all
from policy.personnel.choices import Role
from tests.audits.discovery.importing import AT, COUNTY_SEARCH, imported, in_order, quiet, squid
from tests.audits.discovery.network import MINUTE, unmasked_for
from tests.audits.discovery.views.reading import page, rows, words
from tests.audits.trail.sealing import sign, told
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import approve, fresh, run, submitted

pytestmark = pytest.mark.django_db

LIST, UNTRACED = reverse("discovery:observations"), reverse("discovery:untraced")


def private(observation, unmasking) -> str:
    return reverse("discovery:private", args=[observation.pk, unmasking.pk])


def test_list_says_of_each_what_it_is_and_what_explains_it(client, network):
    client.force_login(network.oversight)

    found = rows(page(client.get(LIST)), "Observations")

    code, finding = network.open_search.subject.code, network.open_search.finding_id
    assert [row[1:] for row in found[1:]] == [
        ["Search", "Clearview AI", code, "Open", f"Finding {finding}"],
        ["Search", "Clearview AI", code, "Open", f"Finding {finding}"],
        [
            "Search",
            "LACRIS",
            "Who made the run",
            "Explained by an approved run",
            str(network.run.request),
        ],
    ]
    assert found[0][1:4] == ["Visit without a search seen", "Clearview AI", "Nobody known"]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("state=explained", 1),
        ("kind=visit", 1),
        ("system=clearview-ai", 3),
        ("code={code}", 2),
        ("finding={finding}", 2),
        ("made={made}", 4),
        ("made=999999", 0),
        ("since=2026-03-02", 4),
        ("until=2026-03-01", 0),
        ("finding=x", 4),
    ],
)
def test_filters(client, network, query, count):
    client.force_login(network.auditor)
    one = network.open_search
    values = {"code": one.subject.code, "finding": one.finding_id, "made": network.made.pk}

    soup = page(client.get(f"{LIST}?{query.format(**values)}"))

    assert len(rows(soup, "Observations") if soup.tbody else []) == count


def test_list_takes_the_same_number_of_queries_for_one_and_for_more(client, network):
    client.force_login(network.auditor)
    with CaptureQueriesContext(connection) as of_one:
        client.get(f"{LIST}?state=explained")

    with CaptureQueriesContext(connection) as of_four:
        client.get(LIST)

    assert len(of_four) == len(of_one)


def test_page_of_an_explained_one_leads_to_the_request_of_the_run(client, network):
    client.force_login(network.auditor)
    one = StoredObservation.objects.get(run=network.run)

    soup = page(client.get(one.get_absolute_url()))

    link = soup.find("a", href=network.run.request.get_absolute_url())
    assert words(link) == f"request {network.run.request}"
    assert "As nothing is amiss here, they are shown to nobody" in words(soup.main)


def test_no_pseudonym_stands_beside_a_run(client, network):
    client.force_login(network.auditor)
    one = StoredObservation.objects.get(run=network.run)
    StoredObservation.objects.filter(pk=one.pk).update(finding=network.open_search.finding)
    code, finding = one.subject.code, one.finding_id or network.open_search.finding_id
    sign()

    for address in (LIST, one.get_absolute_url(), reverse("discovery:overview") + "?state=any"):
        assert code not in page(client.get(address)).get_text()
    for query in (f"code={code}", f"finding={finding}&state=explained"):
        assert "No observation matches" in words(page(client.get(f"{LIST}?{query}")).main)
    detail = page(client.get(one.get_absolute_url()))
    assert detail.find("a", href=reverse("findings:detail", args=[finding])) is None
    rows_told = [
        told.row for told in read_all(Position.objects.filter(kind="discovery.StoredObservation"))
    ]
    assert rows_told
    assert all({"actor", "subject_id"}.isdisjoint(row) for row in rows_told)


def test_page_shows_the_lines_but_for_what_leads_to_a_person(client, network):
    client.force_login(network.auditor)

    soup = page(client.get(network.open_search.get_absolute_url()))

    (line,) = rows(soup, "The lines that show it")
    assert line[1:5] == ["app.clearview.ai", "POST", "TCP_MISS/200", "a search"]
    assert line[5].startswith("access.log")
    assert "Clearview AI is not allowed." in words(soup.main)
    for secret in ("31234", "10.1.2.3", network.detective.last_name):
        assert secret not in soup.get_text()


def test_private_parts_are_shown_to_whom_the_name_was_granted_and_each_look_is_told(
    client, network
):
    one = network.open_search
    unmasking = unmasked_for(network.auditor, one, at=timezone.now())
    client.force_login(network.auditor)

    link = page(client.get(one.get_absolute_url())).find("a", href=private(one, unmasking))
    soup = page(client.get(link["href"]))

    assert "10.1.2.3" in words(soup.main)
    assert "The line names 31234" in words(soup.main)
    sign()
    looks = told(verb="viewed", kind="findings.Unmasking")
    assert looks == [f"{network.auditor.person} looked at the name for finding {one.finding_id}"]


def test_private_parts_close_with_the_time_that_was_granted(client, network, time_machine):
    time_machine.move_to(AT, tick=False)
    one = network.open_search
    unmasking = unmasked_for(network.auditor, one, at=AT)
    time_machine.move_to(AT + timedelta(hours=settings.UNMASKED_HOURS), tick=False)
    client.force_login(network.auditor)

    assert client.get(private(one, unmasking)).status_code == 403
    assert page(client.get(one.get_absolute_url())).find("a", href=private(one, unmasking)) is None


def test_private_parts_stay_closed_to_others_and_of_other_findings(client, network):
    one = network.open_search
    unmasking = unmasked_for(network.auditor, one, at=timezone.now())
    other = StoredObservation.objects.get(subject=None)
    client.force_login(network.oversight)
    assert client.get(private(one, unmasking)).status_code == 403
    client.force_login(network.auditor)

    assert client.get(private(other, unmasking)).status_code == 404


def missing_run(network, tmp_path):
    """A second run at a time of which the log of another import has lines, and nothing of it."""
    office = network.office
    request = submitted(office)
    approve(office, request)
    run(office, request)
    lines = [squid(AT - MINUTE, COUNTY_SEARCH, user="-"), squid(AT + MINUTE, "https://x.example/")]
    files = {
        "proxy.log": in_order(lines),
        "of-another-day.log": in_order([squid(AT - timedelta(days=2), COUNTY_SEARCH)]),
        "never-shows-it.log": in_order(quiet(AT - MINUTE, 1)),
    }
    return fresh(request).run, imported(tmp_path / "more", files, by=network.auditor)


def test_run_that_a_log_should_show_stands_with_the_sources(client, network, tmp_path):
    missing, _made = missing_run(network, tmp_path)
    client.force_login(network.oversight)

    found = rows(page(client.get(UNTRACED)), "Runs without a trace")

    finding = Finding.objects.get(kind=Kind.NO_TRACE)
    ((number, system, _at, sources),) = found
    assert (number, system, sources) == (str(missing.request), "LACRIS", "access.log, proxy.log")
    # Beside its run, a finding would name whom it is about.
    assert finding.get_absolute_url() not in client.get(UNTRACED).content.decode()
    assert finding.happened_from is None


def test_run_that_is_no_finding_stands_among_those_that_are(client, network, tmp_path):
    client.force_login(network.auditor)
    assert "No run is missing from the logs" in words(page(client.get(UNTRACED)).main)
    StoredObservation.objects.filter(run=network.run).delete()

    (row,) = rows(page(client.get(UNTRACED)), "Runs without a trace")

    assert (row[0], row[3]) == (str(network.run.request), "access.log")
    assert not Finding.objects.filter(kind=Kind.NO_TRACE).exists()


def test_pseudonym_is_joined_to_nothing_that_is_not_open(client, network):
    """Neither mail that one is sent nor a page that anyone may open tells who is who."""
    client.force_login(network.auditor)
    one = network.open_search
    StoredObservation.objects.filter(pk=one.pk).update(state=Explanation.PERMITTED)
    code = one.subject.code

    by_code = page(client.get(LIST, {"code": code, "state": "any"}))
    overview = page(client.get(reverse("discovery:overview"), {"state": "permitted"}))

    assert len(rows(by_code, "Observations")) == 1
    assert rows(overview, "Who reached which service")[0][0] == "Not shown: nothing is amiss"
    assert code not in words(overview.main)


def test_person_reads_each_line_that_was_held_to_be_theirs_and_nobody_else_does(client, network):
    finding = network.open_search.finding
    own = reverse("discovery:own", args=[finding.own_token])
    detective = AccountFactory(roles=[Role.REQUESTER], person=network.detective)
    client.force_login(detective)
    assert client.get(own).status_code == 404

    review(finding=finding, by=network.auditor, at=timezone.now())
    give_reply(finding=finding, by=network.auditor, at=timezone.now())
    link = page(client.get(finding.get_own_url())).main.find("a", href=own)
    text = words(page(client.get(link["href"])).main)
    client.force_login(network.auditor)

    assert text.count("How the person was found") == 2
    assert "31234" in text
    assert client.get(own).status_code == 404
    assert [
        one for one in read_all(Position.objects.all()) if "about-you" in str(one.details)
    ] == []


def test_runs_take_the_same_number_of_queries_for_one_and_for_more(client, network, tmp_path):
    client.force_login(network.auditor)
    missing_run(network, tmp_path)
    with CaptureQueriesContext(connection) as of_one:
        client.get(UNTRACED)
    StoredObservation.objects.filter(run=network.run).delete()

    with CaptureQueriesContext(connection) as of_two:
        client.get(UNTRACED)

    assert len(of_two) == len(of_one)
