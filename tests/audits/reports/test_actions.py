from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audits.reports.actions import make_report
from audits.reports.canonical import digest_of
from audits.reports.choices import Kind
from audits.reports.models import Report
from audits.reports.rendering.document import document_of
from audits.reports.rendering.pdf import report_as_pdf
from audits.trail.models import Checkpoint, Cosignature
from policy.personnel.choices import Role
from tests.audits.reports.building import approve, request_that_became, submitted, unit
from tests.audits.reports.scopes import LATER, OCTOBER, moment
from tests.audits.trail.sealing import sign
from tests.factories.personnel import AccountFactory

pytestmark = pytest.mark.django_db


def make(**changes: object) -> Report:
    given = {
        "kind": Kind.USE,
        "period_from": OCTOBER.first,
        "period_to": OCTOBER.last,
        "unit": None,
        "by": None,
        "at": LATER,
    }
    return make_report(**given | changes)


def tables(report: Report) -> dict[str, dict[str, object]]:
    sections = report.figures["sections"]
    return {table["name"]: table for section in sections for table in section["tables"]}


def counted(report: Report, name: str) -> dict[str, int]:
    return {
        row["key"]: row["values"][1] for row in tables(report)[name]["rows"] if row["values"][1]
    }


def test_report_says_what_it_is_about_and_who_made_it_when(settings):
    settings.DEPARTMENT_NAME = "Los Robles Police Department"
    account = AccountFactory(
        roles=[Role.AUDITOR], person__first_name="Ana", person__last_name="Ruiz"
    )
    bureau = unit("CB", name="Central Bureau")

    report = make(by=account, unit=bureau)

    assert (report.made_by, report.made_at, report.unit) == (account, LATER, bureau)
    head = {
        name: value
        for name, value in report.figures.items()
        if name not in ("sections", "highlights")
    }
    assert head == {
        "format": 3,
        "language": "en",
        "kind": "use",
        "title": "Use of face recognition",
        "department": "Los Robles Police Department",
        "demonstration": True,
        "period": {"from": "2026-10-01", "to": "2026-10-31", "time_zone": "America/Los_Angeles"},
        "unit": {"code": "CB", "name": "Central Bureau"},
        "as_of": "2026-11-20T17:00:00+00:00",
        "made_by": "Ana Ruiz",
        "checkpoint": None,
        "nil": True,
        "caveat": (
            "For searches outside the rule, nothing was looked at: no log and no record of this "
            "period was read. So nothing is known: neither that there were any, nor that there "
            "were none."
        ),
    }


def test_report_has_every_table_once():
    names = [table["name"] for section in make().figures["sections"] for table in section["tables"]]

    assert names == [
        "outcomes",
        "over_time",
        "refusals",
        "by_system",
        "by_offense",
        "by_purpose",
        "by_unit",
        "approval_times",
        "approval_spread",
        "searches",
        "reviews",
        "dispositions",
        "uncertified",
        "uncertified_people",
        "versions",
        "acknowledgments",
        "decisions",
        "waivers",
        "sources_over_time",
        "blind_spots",
        "outside_searches",
        "findings_by_kind",
        "findings_by_state",
    ]


def test_key_figures_are_cells_of_the_tables():
    for outcome in ("refused", "denied", "closed_with_lead"):
        request_that_became(outcome, moment(10, 5))
    AccountFactory(roles=[Role.REQUESTER])

    figures = make().figures["highlights"]

    assert [(figure["label"], figure["type"], figure["value"]) for figure in figures] == [
        ("requests submitted", "count", 3),
        ("refused by policy", "count", 1),
        ("searches run", "count", 1),
        ("leads released", "count", 1),
        ("median time to approval", "seconds", 3600),
        ("people without a current certificate", "count", 1),
        ("searches on services that are not allowed", "count", None),
        ("findings opened", "count", 0),
    ]
    assert [figure["missing"] for figure in figures if figure["missing"]] == ["not looked at"]


def test_report_without_requests_is_valid_and_says_that_it_is_nil():
    report = make()

    assert report.figures["nil"] is True
    assert counted(report, "outcomes") == {}


def test_report_with_requests_is_not_nil():
    submitted(moment(10, 5))

    assert make().figures["nil"] is False


def test_figures_stay_as_they_were_when_the_requests_move_on():
    request = submitted(moment(10, 5))
    report = make(at=moment(11, 1))
    approve(request, moment(11, 2))

    again = make(at=moment(11, 3))
    report.refresh_from_db()

    assert counted(report, "outcomes") == {"in_approval": 1}
    assert counted(again, "outcomes") == {"approved": 1}


def test_digest_is_that_of_the_figures_as_the_database_gives_them_back():
    request_that_became("closed_with_lead", moment(10, 5))
    report = make()

    stored = Report.objects.get(pk=report.pk)

    assert digest_of(stored.figures) == stored.digest


@pytest.mark.parametrize("change", [{"digest": "0"}, {"figures": {}}, {"made_at": moment(11, 1)}])
def test_report_cannot_be_changed_once_it_is_made(change):
    report = make()

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**change)


def test_wrong_period_makes_no_report():
    with pytest.raises(ValidationError, match="has not come yet"):
        make(period_from=date(2026, 11, 21), period_to=date(2026, 11, 30))

    assert Report.objects.count() == 0


def test_today_is_the_day_in_the_department_not_in_utc():
    evening = moment(10, 31, 20)

    with pytest.raises(ValidationError, match="today is 2026-10-31"):
        make(period_from=date(2026, 11, 1), period_to=date(2026, 11, 1), at=evening)


def test_report_of_discovery_is_of_the_whole_department():
    with pytest.raises(ValidationError) as told:
        make(kind=Kind.DISCOVERY, unit=unit("CB"))

    assert set(told.value.message_dict) == {"unit"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR, Role.POLICY_OFFICER}))
def test_only_auditors_and_policy_officers_make_reports(role):
    with pytest.raises(PermissionDenied, match="Auditor / Policy officer"):
        make(by=AccountFactory(roles=[role]))

    assert Report.objects.count() == 0


def test_report_costs_the_same_queries_for_one_request_and_for_many():
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            make()
        return len(captured)

    request_that_became("closed_with_lead", moment(10, 5))
    request_that_became("refused", moment(10, 5))
    one_each = queries()
    for outcome in ("refused", "closed_with_lead", "denied", "no_lead"):
        request_that_became(outcome, moment(10, 6), unit=unit(outcome))

    assert queries() == one_each
    assert one_each <= 43


def test_report_carries_the_trail_as_it_was_signed_last_with_its_witnesses():
    sign()
    latest = Checkpoint.objects.first()
    Cosignature.objects.create(
        checkpoint=latest,
        witness="witness.example",
        line="\u2014 witness.example AAAAAAA=",
        at=LATER,
    )

    report = make()
    sign()

    note = f"{latest.note}\u2014 witness.example AAAAAAA=\n"
    assert report.figures["checkpoint"] == note
    assert document_of(report)["seal"]["note"] == note
    assert f"the trail had {latest.size} entries" in document_of(report)["seal"]["text"]
    assert report_as_pdf(report).startswith(b"%PDF")
