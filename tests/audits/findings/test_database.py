"""What the database refuses of findings, by SQL, whoever wrote it."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from audits.findings.actions import ask_for_name, decide_on_name, give_reply, reply, review
from audits.findings.choices import Basis, State
from audits.findings.evidence import EvidenceOf
from audits.findings.models import Unmasking
from audits.findings.pseudonyms import mark
from tests.audits.findings.cases import AT, DAY, SERVICE, Cast, finding_in, open_window, tell
from tests.factories.findings import found, heard

WHY = "Case 26-0042 of internal affairs: to interview the person."


def refused(statement: str, *values: Any) -> str:
    """What the database says of it; fails where it lets it pass."""
    with (
        pytest.raises(DatabaseError) as raised,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement, values)
    return str(raised.value)


STEP = (
    "INSERT INTO findings_step (finding_id, action, before, after, at, by_id, by_mark, reason)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, 'So.')"
)


def step(finding: Any, action: str, before: str, after: str, by: Any = None, by_mark: str = ""):
    return (
        STEP,
        finding.pk,
        action,
        before,
        after,
        AT,
        by and by.pk,
        by_mark,
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("what", "Nothing."),
        ("kind", "no_trace"),
        ("subject_id", None),
        ("mark", ""),
        ("severity", "low"),
        ("earlier", 9),
        ("found_by_id", None),
        ("review_due", AT + 900 * DAY),
        ("opened_at", AT + DAY),
        ("place", "Elsewhere"),
    ],
)
def test_what_was_found_is_not_changed(column: str, value: Any, cast: Cast):
    finding = found(cast.subject.member, found_by=cast.other)

    words = refused(f"UPDATE findings_finding SET {column} = %s WHERE id = %s", value, finding.pk)  # noqa: S608

    assert "what was found stays" in words or "finding_" in words


@pytest.mark.parametrize("table", ["finding", "step", "evidence", "reply", "subject", "unmasking"])
def test_nothing_of_it_is_deleted_or_emptied(table: str, cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor, evidence=[EvidenceOf(words="17.")])
    reply(finding=finding, words="No.", is_last=False, by=cast.subject, at=AT)
    ask_for_name(finding=finding, basis=Basis.AUDIT, words=WHY, by=cast.auditor, at=AT)

    refused(f"DELETE FROM findings_{table}")  # noqa: S608
    assert "never emptied" in refused(f"TRUNCATE findings_{table} CASCADE")


def test_finding_is_not_closed_twice(cast: Cast):
    finding = finding_in(State.EXPLAINED, cast)

    words = refused("UPDATE findings_finding SET reason = 'Another.' WHERE id = %s", finding.pk)

    assert "closed once" in words


def test_whoever_brought_the_evidence_disposes_of_nothing(cast: Cast):
    by_finding = found(None, found_by=cast.auditor, cause="one")
    later = found(None, cause="two")
    found(None, cause="two", found_by=cast.auditor, evidence=[EvidenceOf(words="More.")])

    for finding in (by_finding, later):
        words = refused(
            *step(finding, "explain", "open", "explained", cast.auditor, mark("x", "y"))
        )
        assert "found themselves" in words


def test_subject_takes_no_step_of_an_auditor(cast: Cast):
    finding = found(cast.auditor.member)
    own = mark(finding.reference, cast.auditor.member.serial_number)

    assert "about themselves" in refused(
        *step(finding, "review", "open", "under_review", cast.auditor, own)
    )
    assert "about themselves" in refused(
        *step(finding, "review", "open", "under_review", cast.auditor)
    )


@pytest.mark.parametrize("who", ["subject", "oversight", "officer"])
def test_step_of_an_auditor_is_taken_by_nobody_else(who: str, cast: Cast):
    finding = found(None)

    words = refused(*step(finding, "review", "open", "under_review", getattr(cast, who), "0" * 32))

    assert "one of an auditor" in words


def test_nobody_is_held_to_have_done_wrong_unheard(cast: Cast):
    finding = review(finding=found(cast.subject.member), by=cast.auditor, at=AT)
    statement, *values = step(
        finding, "sustain", "under_review", "sustained", cast.auditor, "0" * 32
    )
    closing = (
        "UPDATE findings_finding SET state = 'sustained', state_at = %s, closed_at = %s,"
        " closed_by_id = %s, reason = 'So.' WHERE id = %s"
    )

    with (
        pytest.raises(DatabaseError, match="unheard"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
        cursor.execute(closing, [AT, AT, cast.auditor.pk, finding.pk])


def test_step_without_its_move_is_refused_at_the_end(cast: Cast):
    words = refused(*step(found(None), "review", "open", "under_review", cast.auditor, "0" * 32))

    assert "tells another state" in words


def test_reply_comes_from_the_subject_in_time(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)
    late = "INSERT INTO findings_reply (finding_id, sealed, at) VALUES (%s, 'x', %s)"

    assert "right to it" in refused(late, finding.pk, AT + 31 * DAY)
    assert "this person" in refused(
        *step(finding, "reply", "right_of_reply", "under_review", None, "0" * 32)
    )
    assert "ends at" in refused(
        *step(finding, "end_hearing", "right_of_reply", "under_review", None)
    )


def test_time_for_a_reply_is_not_cut_short(cast: Cast):
    finding = heard(cast.subject.member, by=cast.auditor)

    words = refused("UPDATE findings_finding SET reply_due = now() WHERE id = %s", finding.pk)

    assert "along its steps" in words


def test_hearing_is_given_once(cast: Cast):
    finding = finding_in(State.UNDER_REVIEW, cast)

    words = refused(
        *step(finding, "hear", "under_review", "right_of_reply", cast.auditor, "0" * 32)
    )

    assert "asked once" in words
    with pytest.raises(Exception, match="given already"):
        give_reply(finding=finding, by=cast.auditor, at=AT)


def asked_by(cast: Cast) -> Unmasking:
    finding = found(cast.subject.member, found_by=cast.other)
    return ask_for_name(finding=finding, basis=Basis.AUDIT, words=WHY, by=cast.auditor, at=AT)


GRANT = (
    "UPDATE findings_unmasking SET answer = 'granted', decided_by_id = %s, decided_by_mark = %s,"
    " decided_at = %s, decision_reason = 'So.', until = %s, tell_at = %s WHERE id = %s"
)


@pytest.mark.parametrize("who", ["auditor", "other", "subject", "officer"])
def test_name_is_granted_by_nobody_who_asked_found_is_it_or_has_no_say(who: str, cast: Cast):
    asked = asked_by(cast)
    account = getattr(cast, who)
    own = mark(asked.finding.reference, account.member.serial_number)

    words = refused(GRANT, account.pk, own, AT, AT + DAY, AT + DAY, asked.pk)

    assert "somebody else decides" in words or "unmasking_by_two" in words


def test_name_is_granted_by_nobody_who_brought_evidence_or_whose_it_is(cast: Cast):
    about_oversight = found(cast.oversight.member, cause="one")
    with_more = found(cast.subject.member, cause="two")
    found(
        cast.subject.member,
        cause="two",
        found_by=cast.other,
        evidence=[EvidenceOf(words="More.")],
    )

    for finding, account in ((about_oversight, cast.oversight), (with_more, cast.other)):
        asked = ask_for_name(finding=finding, basis=Basis.AUDIT, words=WHY, by=cast.auditor, at=AT)
        own = mark(finding.reference, account.member.serial_number)
        words = refused(GRANT, account.pk, own, AT, AT + DAY, AT + DAY, asked.pk)
        assert "somebody else decides" in words


def test_name_is_not_granted_without_the_mark_of_who_grants(cast: Cast):
    asked = asked_by(cast)

    words = refused(GRANT, cast.oversight.pk, "", AT, AT + DAY, AT + DAY, asked.pk)

    assert "somebody else decides" in words


def test_grant_ends_by_itself_and_is_decided_once(cast: Cast):
    asked = asked_by(cast)
    own = mark(asked.finding.reference, cast.oversight.member.serial_number)
    assert "ends_by_itself" in refused(GRANT, cast.oversight.pk, own, AT, None, None, asked.pk)

    decide_on_name(unmasking=asked, granted=True, reason="So.", by=cast.oversight, at=AT)

    longer = "UPDATE findings_unmasking SET until = until + interval '1 year' WHERE id = %s"
    assert "stays" in refused(longer, asked.pk)
    assert "stays" in refused(GRANT, cast.oversight.pk, own, AT, AT + DAY, AT + DAY, asked.pk)
    early = "UPDATE findings_unmasking SET told_at = %s, told_how = 'x' WHERE id = %s"
    assert "told_afterward" in refused(early, AT, asked.pk)


def test_question_is_of_an_auditor_about_somebody_with_a_reason(cast: Cast):
    ask = (
        "INSERT INTO findings_unmasking (finding_id, asked_by_id, asked_by_mark, asked_at, basis,"
        " words, answer, decided_by_mark, decision_reason, told_how, by_hand)"
        " VALUES (%s, %s, %s, %s, 'audit', %s, 'open', '', '', '', false)"
    )
    finding, nobody = found(cast.subject.member), found(None)

    for account in (cast.subject, cast.oversight):
        own = mark(finding.reference, account.member.serial_number)
        assert "somebody else" in refused(ask, finding.pk, account.pk, own, AT, WHY)
    other = "0" * 32
    assert "somebody else" in refused(ask, nobody.pk, cast.auditor.pk, other, AT, WHY)
    assert "says_why" in refused(ask, finding.pk, cast.auditor.pk, other, AT, f"{'x' * 30}   ")


def test_finding_is_closed_by_the_disclosure_of_its_own_person_alone(cast: Cast):
    open_window(cast)
    told = tell(cast, at=AT, by=cast.officer)
    finding = found(cast.subject.member, place=SERVICE)
    statement, *values = step(finding, "disclose", "open", "disclosed", None)
    closing = (
        "UPDATE findings_finding SET state = 'disclosed', state_at = %s, closed_at = %s,"
        " reason = 'So.', disclosure_id = %s, outcome = 'retraining' WHERE id = %s"
    )

    with (
        pytest.raises(DatabaseError, match="no disclosure"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
        cursor.execute(closing, [AT, AT, told.pk, finding.pk])


@pytest.mark.parametrize("table", ["disclosure", "window", "handlingrule", "ruleoffice"])
def test_what_was_declared_or_told_is_not_changed(table: str, cast: Cast):
    open_window(cast)
    tell(cast, at=AT)

    refused(f"UPDATE findings_{table} SET id = id + 1000")  # noqa: S608
    refused(f"DELETE FROM findings_{table}")  # noqa: S608


def test_office_is_told_once(cast: Cast):
    found(None)

    for change in ("told_at = now()", "due_at = now()", "how = 'x'"):
        refused(f"UPDATE findings_officenotice SET {change}")  # noqa: S608
