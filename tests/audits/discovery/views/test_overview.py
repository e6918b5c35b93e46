"""The overview: the numbers, never without what could not be seen."""

import pytest
from django.urls import reverse

from audits.discovery.models import StoredObservation
from audits.findings.models import Subject
from policy.personnel.choices import Role
from tests.audits.discovery.importing import AT, handed_over, imported, in_order, quiet
from tests.audits.discovery.views.reading import page, rows, words
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db

OBSERVATIONS = reverse("discovery:observations")
OVERVIEW, CHART = reverse("discovery:overview"), reverse("discovery:chart")
REACHED = "Who reached which service"


def test_before_any_import_it_says_that_nothing_was_looked_at(client):
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))

    text = words(page(client.get(OVERVIEW)).main)

    assert "Nothing has been looked at yet" in text
    assert "neither that there were such searches, nor that there were none" in text
    assert "None found" not in text


def test_import_that_is_not_read_yet_is_no_result(client, tmp_path):
    auditor = AccountFactory(roles=[Role.AUDITOR])
    handed_over(tmp_path, {"access.log": in_order(quiet(AT, 2))}, by=auditor)
    client.force_login(auditor)

    assert "No import has been read to its end yet" in words(page(client.get(OVERVIEW)).main)


def test_none_found_stands_only_beside_what_could_not_be_seen(client, tmp_path):
    auditor = AccountFactory(roles=[Role.AUDITOR])
    imported(tmp_path, {"access.log": in_order(quiet(AT, 2))}, by=auditor)
    client.force_login(auditor)

    soup = page(client.get(OVERVIEW))

    unseen = words(soup.find(class_="gh-unseen"))
    assert "None found" in words(soup.main)
    assert "Looked at 24 lines of 1 source" in unseen
    assert "personal phones and computers" in unseen


def test_numbers_and_blind_spots_stand_together(client, network):
    client.force_login(network.oversight)

    soup = page(client.get(OVERVIEW))

    tiles = {words(tile) for tile in soup.select(".gh-tile")}
    headline = words(soup.find(class_="gh-found__headline"))
    assert headline == "2 searches on services that are not allowed, by 1 known person."
    assert tiles == {
        "3 open: nothing explains them",
        "1 explained by an approved run",
        "0 permitted otherwise",
        "1 by nobody known",
    }
    unseen = words(soup.find(class_="gh-unseen"))
    assert "1 file is in no known format and was not read." in unseen


def test_table_names_pseudonyms_and_leads_to_the_findings(client, network):
    client.force_login(network.auditor)

    soup = page(client.get(OVERVIEW))

    code, finding = network.open_search.subject.code, network.open_search.finding_id
    nobody = StoredObservation.objects.get(subject=None)
    day = "March 2, 2026"
    assert rows(soup, REACHED) == [
        [code, "Clearview AI", "2", "0", "0", day, day, "Named in the line", str(finding)],
        [
            *("Nobody known1 address or name", "Clearview AI", "0", "1", "0", day, day),
            *("Unattributed", str(nobody.finding_id)),
        ],
    ]
    assert network.detective.last_name not in soup.get_text()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=explained", ["LACRIS"]),
        ("state=any", ["Clearview AI", "LACRIS", "Clearview AI"]),
        ("system=lacris&state=any", ["LACRIS"]),
        ("since=2026-03-02&until=2026-03-02&state=any", ["Clearview AI", "LACRIS", "Clearview AI"]),
        ("system=lacris&since=2026-03-02", None),
        ("since=2026-03-03", None),
        ("until=2026-03-01", None),
    ],
)
def test_filters_narrow_the_table(client, network, query, expected):
    client.force_login(network.auditor)

    soup = page(client.get(f"{OVERVIEW}?{query}"))

    assert (rows(soup, REACHED) if soup.tbody else None) == expected or [
        row[1] for row in rows(soup, REACHED)
    ] == expected


def test_what_one_did_oneself_is_not_shown_to_oneself(client, network):
    own = AccountFactory(roles=[Role.AUDITOR], person=network.detective)
    client.force_login(own)

    text = words(page(client.get(OVERVIEW)).main)

    assert Subject.objects.get(code=network.open_search.subject.code).code not in text
    assert "No search on a service that is not allowed was found" in text


def test_chart_is_drawn_with_its_title_and_stands_beside_its_numbers(client, network):
    client.force_login(network.auditor)

    svg = client.get(CHART).content.decode()
    soup = page(client.get(OVERVIEW))

    assert "<title>Searches and visits by week</title>" in svg
    assert "Clearview AI in the week of March 2, 2026 (2)" in svg
    assert rows(soup, "Searches and visits by week and service") == [
        ["March 2, 2026", "Clearview AI", "2", "1"]
    ]


def test_without_anything_to_draw_there_is_no_chart(client):
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))

    assert client.get(CHART).status_code == 404


def test_what_others_tell_of_stands_apart_from_what_logs_show(client, network, tmp_path):
    told = "user,service,searches,told_by\n31234,Clearview AI,475,a journalist\n"
    made = imported(tmp_path / "list", {"list.csv": f"{told}A,A bakery,3,x\n"}, by=network.auditor)
    client.force_login(network.auditor)

    soup = page(client.get(OVERVIEW))
    (listed,) = StoredObservation.objects.filter(kind="listed")
    files = page(client.get(made.get_absolute_url()))
    several, one = (page(client.get(url)) for url in (OBSERVATIONS, listed.get_absolute_url()))

    assert [words(line) for line in soup.find_all(class_="gh-found__headline")] == [
        "2 searches on services that are not allowed, by 1 known person.",
        "Others tell of 475 searches on such services, by 1 known person.",
    ]
    assert rows(soup, REACHED)[0][:3] == [
        *(listed.subject.code, "Clearview AI", "2others tell of 475"),
    ]
    assert rows(files, "Files")[0][1:] == [
        "Evidence of another kind1 row names no service that is looked for",
        *(f"{len(told) + 15} bytes", "2", "1", "0"),
    ]
    assert rows(several, "Observations")[0][1] == "Entry of a listtells of 475 searches"
    facts = {words(label): words(label.find_next("dd")) for label in one("dt")}
    assert facts["Searches it tells of"] == "475"
