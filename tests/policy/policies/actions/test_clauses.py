"""The head and the clauses of a draft: kept whatever they say, and followed when renumbered."""

import pytest
from django.core.exceptions import ValidationError

from policy.policies import actions
from policy.policies.errors import Conflict
from policy.policies.models import Rule, Version
from policy.policies.packs import problems_of
from policy.policies.queries import pack_of
from tests.factories.policies import AT, fresh
from tests.policy.policies.drafts import clause, clauses, empty_draft, linked_draft, texts

pytestmark = pytest.mark.django_db


def order(version):
    return list(version.clauses.values_list("identifier", flat=True))


def referred(version):
    """Everything that names a clause of the linked draft."""
    case, note = version.cases.get(), version.notes.get()
    rules = Rule.objects.filter(version=version).values_list("clause__identifier", flat=True)
    return texts(version), case.text, case.clauses, note.text, note.about, list(rules)


def test_draft_keeps_a_head_that_is_blank_or_wrong():
    version = empty_draft()
    head = {"title": "", "effective_from": "1 July", "interim": True}

    actions.save_head(version=version, by=version.author, at=AT, head=head)

    kept = fresh(version)
    assert (kept.title, kept.effective_from, kept.interim, kept.issuer) == ("", "1 July", True, "")


def test_head_changes_nothing_but_the_head():
    version = empty_draft()
    head = {"state": "published", "number": 7, "title": "New"}

    actions.save_head(version=version, by=version.author, at=AT, head=head)

    kept = fresh(version)
    assert (kept.title, kept.state, kept.number) == ("New", "draft", 1)


def test_new_clause_takes_the_next_number_and_its_place():
    version = linked_draft()

    first = actions.add_clause(
        version=version, by=version.author, at=AT, after=clause(version, "1")
    )
    second = actions.add_clause(version=version, by=version.author, at=AT)

    assert (first.identifier, second.identifier) == ("4", "5")
    assert order(version) == ["1", "4", "2", "3", "5"]


def test_draft_keeps_a_clause_that_is_blank_or_wrong():
    version = linked_draft()
    content = {"heading": "", "text": "See [clause 99].", "enforcement": "enforced"}

    actions.save_clause(clause=clause(version, "2"), by=version.author, at=AT, content=content)

    kept = clause(version, "2")
    assert (kept.heading, kept.text, kept.enforcement) == ("", "See [clause 99].", "enforced")


@pytest.mark.parametrize(
    ("name", "up", "expected"),
    [("1", True, "123"), ("1", False, "213"), ("3", True, "132"), ("3", False, "123")],
)
def test_clause_moves_by_one_place_and_keeps_its_number(name, up, expected):
    version = linked_draft()

    actions.move_clause(clause=clause(version, name), by=version.author, at=AT, up=up)

    assert order(version) == list(expected)


def test_renamed_clause_is_followed_by_everything_that_names_it():
    version = linked_draft()
    before = clause(version, "3")

    actions.rename_clause(clause=before, by=version.author, at=AT, to="7(b)")

    assert clause(version, "7(b)").pk == before.pk
    assert referred(version) == (
        {"1": "See [clause 7(b)].", "2": "Alone.", "7(b)": "See [clause 1] and [clause 2]."},
        "As in [clause 7(b)].",
        ["7(b)"],
        "See [clause 7(b)].",
        ["7(b)"],
        ["7(b)"],
    )


def test_renumbering_changes_names_with_one_another():
    version = linked_draft()
    actions.move_clause(clause=clause(version, "3"), by=version.author, at=AT, up=True)
    keys = {c.pk: c.heading for c in version.clauses.all()}

    actions.renumber_clauses(version=version, by=version.author, at=AT)

    assert order(version) == ["1", "2", "3"]
    assert {c.pk: c.heading for c in version.clauses.all()} == keys
    assert referred(version) == (
        {"1": "See [clause 2].", "2": "See [clause 1] and [clause 3].", "3": "Alone."},
        "As in [clause 2].",
        ["2"],
        "See [clause 2].",
        ["2"],
        ["2"],
    )
    assert problems_of(pack_of(fresh(version))) == ()


def test_note_about_a_rule_of_the_same_name_stays_with_the_rule():
    version = linked_draft()
    Rule.objects.filter(version=version).update(identifier="3")

    actions.rename_clause(clause=clause(version, "3"), by=version.author, at=AT, to="8")

    assert version.notes.get().about == ["3"]


def test_number_of_another_clause_is_refused():
    version = linked_draft()

    with pytest.raises(ValidationError, match="Clause 1 is another; this one stays 3"):
        actions.rename_clause(clause=clause(version, "3"), by=version.author, at=AT, to="1")

    assert order(version) == ["1", "2", "3"]


def test_reference_that_led_nowhere_is_not_led_astray():
    version = linked_draft(clauses=clauses("See [clause 4].", "Alone.", "Third."))

    with pytest.raises(ValidationError, match="references to clause 4, which is not there"):
        actions.rename_clause(clause=clause(version, "2"), by=version.author, at=AT, to="4")

    assert texts(version)["1"] == "See [clause 4]."


def test_clause_is_not_deleted_with_rules_that_were_not_seen():
    version = linked_draft()

    with pytest.raises(Conflict, match="1 rule hangs on clause 3"):
        actions.delete_clause(clause=clause(version, "3"), by=version.author, at=AT)
    actions.delete_clause(clause=clause(version, "3"), by=version.author, at=AT, with_rules=1)

    assert order(version) == ["1", "2"]
    assert not Rule.objects.exists()


def test_clause_that_was_deleted_meanwhile_is_said_to_be():
    version = linked_draft()
    gone = clause(version, "2")
    actions.delete_clause(clause=gone, by=version.author, at=AT)

    with pytest.raises(Conflict, match="Clause 2 was deleted meanwhile"):
        actions.save_clause(clause=gone, by=version.author, at=AT, content={"text": "Late."})

    assert Version.objects.get().clauses.count() == 2
