"""A replay kept as a report."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from audits.reports.choices import Kind
from audits.reports.models import Report
from audits.reports.rendering import RENDERERS, Format
from policy.personnel.choices import Role
from policy.policies.deciding import compile_pack
from policy.policies.packs import read_pack
from policy.searches.replays import make_replay
from tests.audits.reports.building import unit
from tests.audits.reports.rendering.reports import a_look_back, a_report
from tests.factories.personnel import AccountFactory
from tests.policy.searches.office import AT, open_office, submitted
from tests.policy.searches.replays.office import BEGINS, ENDS, STRICTER, draft_of

pytestmark = pytest.mark.django_db


def rows_of(report: Report, name: str) -> list:
    tables = [table for section in report.figures["sections"] for table in section["tables"]]
    return next(
        [row["values"] for row in table["rows"]] for table in tables if table["name"] == name
    )


def test_look_back_counts_what_flips_and_what_stays():
    submitted(open_office())
    submitted_later = {"period_from": BEGINS.date(), "period_to": AT.date()}

    report = a_look_back(**submitted_later)

    assert rows_of(report, "look_back") == [
        ["Submit the request", "permitted", "refused", 1],
        ["As they were", "", "", 0],
    ]
    assert rows_of(report, "look_back_by_clause") == [
        ["no-robbery", "1", "1-robbery", "permitted", "refused", 1]
    ]
    assert rows_of(report, "look_back_by_offense") == [["Robbery", "permitted", "refused", 1]]


def test_look_back_over_nothing_is_a_nil_report():
    assert a_look_back().figures["nil"] is True


@pytest.mark.parametrize("form", Format)
def test_look_back_renders_in_every_form(form):
    assert len(RENDERERS[form].render(a_look_back("denied"))) > 500


def test_look_back_needs_a_policy_and_other_reports_take_none():
    with pytest.raises(ValidationError) as without:
        a_report(kind=Kind.LOOK_BACK)
    with pytest.raises(ValidationError) as with_one:
        a_report(policy=compile_pack(read_pack(STRICTER)))

    assert (set(without.value.message_dict), set(with_one.value.message_dict)) == (
        {"policy"},
        {"policy"},
    )


def test_look_back_is_of_the_whole_department():
    with pytest.raises(ValidationError) as told:
        a_look_back(unit=unit("CB"))

    assert set(told.value.message_dict) == {"unit"}


def test_auditor_keeps_a_replay_as_a_report(client: Client):
    submitted(open_office())
    version = draft_of(STRICTER)
    replay = make_replay(version=version, by=version.author, at=ENDS, begins=BEGINS, ends=ENDS)
    client.force_login(AccountFactory(roles=[Role.AUDITOR]))

    answer = client.post(reverse("reports:look_back", args=[replay.pk]))

    report = Report.objects.get()
    assert answer.headers["Location"] == report.get_absolute_url()
    assert (report.kind, rows_of(report, "look_back")[0][-1]) == ("look_back", 1)
    assert "No searches for robbery" in client.get(report.get_absolute_url()).content.decode()
