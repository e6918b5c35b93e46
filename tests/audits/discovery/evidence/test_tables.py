"""Evidence that is no log: each row becomes an observation with its source and how sure it is."""

from datetime import UTC
from operator import attrgetter
from pathlib import Path

import pytest

from audits.discovery.contacts import Contact
from audits.discovery.counting.actors import with_actors
from audits.discovery.evidence import reading
from audits.discovery.evidence.reading import read_evidence
from audits.discovery.evidence.tables import evidence_of
from audits.discovery.people.attributing import Records
from audits.discovery.people.roster import Member, Roster
from audits.discovery.reconciling import Runs, reconcile
from audits.discovery.services import Service
from audits.discovery.sightings import sighting_of
from tests.audits.discovery.formats.reading import CLEARVIEW, WATCHLIST

ROSTER = Roster(
    [
        Member("31234", "u31234", "ada.crane@police.example", "Ada Crane"),
        Member("31235", "u31235", "ben.crane@police.example", "Ben Crane"),
    ]
)


def told(
    path: Path, text: str, about: Service | None = None
) -> tuple[list[tuple[str, str, str, int, str]], list[str]]:
    """What a table says: (kind, person, how found, searches, state), and its faults.

    "" stands for a row that names no service that is looked for.
    """
    path.write_text(text, encoding="utf-8")
    table = evidence_of(text.splitlines()[0])
    assert table is not None
    read = list(
        read_evidence(path, table, name=path.name, watchlist=WATCHLIST, zone=UTC, about=about)
    )
    contacts = [one for one in read if isinstance(one, Contact)]
    seen = with_actors(map(sighting_of, contacts), Records(roster=ROSTER))
    rows = [
        (
            one.observation.kind.value,
            one.observation.serial,
            one.observation.attribution.confidence.name,
            one.observation.times,
            one.state.value,
        )
        for one in reconcile(sorted(seen, key=attrgetter("party")), Runs())
    ]
    rest = [one for one in read if not isinstance(one, Contact)]
    return sorted(rows), [one.what if one else "" for one in rest]


def test_a_vendors_user_list_tells_of_accounts_and_of_how_many_searches(tmp_path: Path) -> None:
    text = (
        "Email,Created,Last login,Searches\n"
        "ada.crane@police.example,2019-06-01,2020-02-03 10:00:00,42\n"
        "someone@other.example,2019-06-01,2020-02-03,3\n"
    )

    assert told(tmp_path / "users.csv", text, CLEARVIEW) == (
        [("account", "", "NOBODY", 3, "open"), ("account", "31234", "NAMED", 42, "open")],
        [],
    )


def test_a_vendors_export_tells_of_searches_one_by_one(tmp_path: Path) -> None:
    text = (
        "search_id,searched_at,user\n"
        "1,2020-02-03T10:00:00Z,ada.crane@police.example\n"
        "2,02/03/2020 10:05,ada.crane@police.example\n"
    )

    rows, faults = told(tmp_path / "searches.csv", text, CLEARVIEW)

    assert rows == [("search", "31234", "NAMED", 1, "open")] * 2
    assert faults == []


def test_mail_of_a_new_account_is_a_sign_and_mail_that_anyone_gets_is_not(tmp_path: Path) -> None:
    text = (
        "time,sender,recipient,subject\n"
        "2020-02-03T10:00:00Z,help@clearview.ai,ada.crane@police.example,Welcome to Clearview\n"
        "2020-02-03T10:00:00Z,news@clearview.ai,ben.crane@police.example,See what is new\n"
    )

    assert told(tmp_path / "mail.csv", text)[0] == [
        ("mail", "31235", "NAMED", 1, "permitted"),
        ("welcome", "31234", "NAMED", 1, "open"),
    ]


def test_a_purchase_is_known_by_the_merchant_and_the_cardholder(tmp_path: Path) -> None:
    text = (
        "posted,cardholder,merchant,amount\n"
        '02/03/2020,"Crane, Ada",CLEARVIEW AI INC NEW YORK,2000.00\n'
        "02/03/2020,Ben Crane,STAPLES 0042,12.00\n"
    )

    rows, faults = told(tmp_path / "cards.csv", text)

    assert rows == [("purchase", "31234", "NAME", 1, "open")]
    assert faults == [""]


def test_a_list_that_was_handed_over_is_dated_by_its_file_where_it_says_no_time(
    tmp_path: Path,
) -> None:
    path = tmp_path / "list.csv"
    text = "name,service,searches,told_by\nAda Crane,Clearview AI,85,A newspaper\n"

    rows, faults = told(path, text)

    assert (rows, faults) == ([("listed", "31234", "NAME", 85, "open")], [])


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (",Clearview AI,3,x", "a row that names nobody"),
        ("Ada Crane,A bakery,3,x", ""),
        (",A bakery,many,x", ""),
        ("Ada Crane,,3,x", ""),
        ("Ada Crane,Clearview AI,many,x", "a number of searches that is none"),
        (f"Ada Crane,Clearview AI,{'9' * 50},x", "a number of searches that is none"),
        ('Ada Crane,Clearview AI,3,"x', "a row whose quotation marks do not fit together"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_and_nothing_that_it_holds(
    tmp_path: Path, row: str, fault: str
) -> None:
    text = f"name,service,searches,told_by\n{row}\n"

    assert told(tmp_path / "list.csv", text) == ([], [fault])


@pytest.mark.parametrize(
    "header",
    [
        "serial_number,user_name,email,name,unit",
        "time,user,device,address",
        "time,user,domain,action,client_ip",
        "a letter to the auditor",
        # Logs of web filters, of which most lines are about others.
        "date,user,domain,count",
        "created,user,domain,category",
        "time,user,url,service,searches",
    ],
)
def test_other_tables_are_no_evidence(header: str) -> None:
    assert evidence_of(header) is None


def test_what_the_rows_name_counts_and_not_what_the_file_is_said_to_be_about(
    tmp_path: Path,
) -> None:
    """`about` is for a vendor's own export, in those of its rows that name nothing."""
    mail = (
        "time,sender,recipient,subject\n"
        "2020-02-03T10:00:00Z,shop@bakery.example,ada.crane@police.example,Your order\n"
        "2020-02-03T10:00:00Z,Clearview AI <no-reply@mailer.example>,x@police.example,Welcome\n"
        "2020-02-03T10:00:00Z,clearview.ai@mailer.example,x@police.example,Welcome\n"
    )
    users = (
        "email,created,service\n"
        "ada.crane@police.example,2020-02-03,A bakery\n"
        "ben.crane@police.example,2020-02-03,\n"
    )

    listed = "name,service,searches,told_by\nAda Crane,,3,A newspaper\n"

    assert told(tmp_path / "list.csv", listed, CLEARVIEW) == ([], [""])
    assert told(tmp_path / "mail.csv", mail, CLEARVIEW) == (
        [("welcome", "", "NOBODY", 1, "open")],
        ["", ""],
    )
    assert told(tmp_path / "users.csv", users, CLEARVIEW) == (
        [("account", "31235", "NAMED", 0, "open")],
        [""],
    )


def test_a_stray_quotation_mark_hides_no_mail(tmp_path: Path) -> None:
    text = (
        "time,sender,recipient,subject\n"
        '2020-02-03T10:00:00Z,shop@bakery.example,a@police.example,24" monitor\n'
        "2020-02-03T10:00:00Z,help@clearview.ai,ada.crane@police.example,Welcome\n"
        '2020-02-03T10:00:00Z,"shop@bakery.example,a@police.example,27" monitor\n'
        '2020-02-03T10:00:00Z,help@clearview.ai,ben.crane@police.example,"Welcome, Ben"\n'
    )

    rows, faults = told(tmp_path / "mail.csv", text)

    assert [person for _kind, person, *_rest in rows] == ["31234", "31235"]
    assert faults == ["", "a row whose quotation marks do not fit together"]


def test_so_many_rows_about_services_are_kept_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_KEPT", 2)
    row = "Ada Crane,{},1,x\n".format
    text = "name,service,searches,told_by\n" + row("A bakery") * 3 + row("Clearview AI") * 3

    rows, faults = told(tmp_path / "list.csv", text)

    assert len(rows) == 2
    assert faults == ["", "", "", "more rows about services than are kept of a table"]
