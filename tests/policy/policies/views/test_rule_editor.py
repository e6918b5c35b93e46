"""The rule builder, without scripts: every button sends the form and gets it back."""

import pytest

from policy.lists.choices import ListName
from policy.lists.queries import current
from policy.personnel.choices import Role
from policy.policies.models import Rule
from policy.policies.packs import read_pack, write_pack
from policy.policies.queries import pack_of
from tests.factories.policies import draft_policy, fresh, policy_in_review, policy_officer
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.editors import Filling, place
from tests.policy.policies.views.pages import as_role, errors_of, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db

SORTS = ("rule", "question", "assurance", "case", "quiz")


@pytest.fixture
def version():
    return draft_policy(PACK)


@pytest.fixture
def client(version):
    return signed_in(version.author)


@pytest.fixture
def new_rule(client, version):
    return Filling(client, place(version, "rule_new") + "?clause=2")


def still(filling):
    return [words(item) for item in filling.soup.select(".gh-still li")]


def readings(filling):
    names = ("when-source", "when-english")
    return tuple(filling.sent[name][0] for name in names)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.POLICY_OFFICER])
@pytest.mark.parametrize("sort", SORTS)
def test_only_policy_officers_open_an_editor(sort, role, version):
    assert as_role(role).get(place(version, f"{sort}_new")).status_code == 403


@pytest.mark.parametrize("sort", SORTS)
def test_version_that_is_no_draft_is_not_edited(sort):
    version = policy_in_review(PACK)
    client = signed_in(version.author)

    assert client.get(place(version, f"{sort}_new")).status_code == 409
    assert client.post(place(version, f"{sort}_new"), {"do": "save"}).status_code == 409


@pytest.mark.parametrize("sort", SORTS)
def test_entry_that_is_not_there_is_not_found(sort, client, version):
    assert client.get(place(version, sort, 10**6)).status_code == 404


def test_every_rule_that_is_saved_as_it_was_found_stays_as_it_was(client, version):
    for rule in version.rules.all():
        assert Filling(client, place(version, "rule", rule.pk)).save().status_code == 302

    assert pack_of(fresh(version)) == PACK
    assert fresh(version).digest == version.digest


def test_new_rule_belongs_to_the_clause_it_was_begun_at_and_is_named_by_it(new_rule):
    assert new_rule.sent["clause"] == ["2"]
    assert new_rule.sent["identifier"] == ["2-refuse"]


def test_suggested_name_follows_the_effect_until_it_is_written(new_rule):
    new_rule.fill(effect="allow").press()
    suggested = new_rule.sent["identifier"]
    new_rule.fill(identifier="mine").press().fill(effect="forbid").press()

    assert (suggested, new_rule.sent["identifier"]) == (["2-allow"], ["mine"])


def test_rule_is_built_row_by_row_and_said_in_words_and_in_cel(new_rule):
    new_rule.press("when:add-row:").fill(when__0__fact="request.offense").press()
    new_rule.fill(when__0__value=["homicide", "robbery"]).press("when:add-group:")
    new_rule.fill(when__1__joint="none", when__1__0__fact="request.exigent").press()

    assert readings(new_rule) == (
        'request.offense in ["homicide", "robbery"] && !request.exigent',
        ("the request is about homicide or robbery, and there are no exigent circumstances"),
    )


def test_rule_is_stored_at_the_end_with_what_it_says(new_rule, version):
    new_rule.fill(gates=["submit", "approve"], waivable_by="captain").press("when:add-row:")
    new_rule.fill(when__0__fact="request.exigent").press().save()

    rule = version.rules.last()
    assert (rule.identifier, rule.clause.identifier, rule.effect) == ("2-refuse", "2", "refuse")
    assert (rule.gates, rule.waivable_by) == (["submit", "approve"], "captain")
    assert rule.when == "request.exigent"
    assert fresh(version).digest != version.digest
    assert read_pack(write_pack(pack_of(fresh(version)))).rules[-1].id == "2-refuse"


def test_changed_cel_makes_the_rows_anew(new_rule):
    new_rule.fill(when__source='system.ownership in ["commercial"]').press()

    assert new_rule.sent["when-0-fact"] == ["system.ownership"]
    assert new_rule.sent["when-0-operator"] == ["in"]
    assert new_rule.sent["when-0-value"] == ["commercial"]


def test_changed_sentence_makes_the_rows_anew(new_rule):
    new_rule.fill(when__english="The system is a commercial third party's.").press()

    assert new_rule.sent["when-0-fact"] == ["system.ownership"]
    assert readings(new_rule)[0] == 'system.ownership == "commercial"'


def test_sentence_that_is_not_understood_is_told_where_and_is_not_saved_away(new_rule):
    new_rule.fill(gates=["submit"], when__english="the system is comercial").press()
    mark = new_rule.soup.select_one(".gh-mark mark").get_text()

    response = new_rule.save()

    assert mark == "the"
    assert response.status_code == 200
    assert errors_of(soup_of(response))[0].startswith("The sentence is not understood.")


def test_wrong_condition_is_marked_at_its_place_and_saved_as_it_was_typed(new_rule, version):
    typed = 'system.ownership == "commercial" &&\n  request.offnse == "arson"'
    new_rule.fill(gates=["submit"], when__source=typed).press()
    line, mark = new_rule.soup.select_one(".gh-mark__line"), new_rule.soup.select_one("mark")

    response = new_rule.save()

    assert (words(line), words(mark)) == ("Line 2", "request.offnse")
    assert response.status_code == 302
    assert version.rules.last().when == typed


def test_wrong_condition_comes_back_with_its_text_and_a_way_to_begin_anew(
    new_rule, client, version
):
    new_rule.fill(gates=["submit"], when__source="request.offnse").save()

    found = Filling(client, place(version, "rule", version.rules.last().pk))
    assert found.sent["when-source"] == ["request.offnse"]
    found.press("when:restart")

    assert found.sent["when-source"] == [""]
    assert found.sent["when-joint"] == ["all"]


def test_row_that_is_not_finished_says_so_at_its_place(new_rule):
    new_rule.press("when:add-row:").fill(when__0__fact="system.true_positive_rate").press()
    new_rule.fill(when__0__value="many").press()

    select = new_rule.soup.select_one("#id_when-0-value-0")
    error = new_rule.soup.find(id=select["aria-describedby"])
    assert select["aria-invalid"] == "true"
    assert "Expected a number" in words(error)


def test_rule_that_is_not_finished_is_saved_and_says_what_is_missing(new_rule, version):
    new_rule.fill(gates=["submit"], effect="require").press("when:add-row:")

    response = new_rule.save()

    assert response.status_code == 302
    assert version.rules.last().when == "(?)"
    assert still(new_rule) == [
        "effect require needs at least one [[rule.requirement]]",
        "line 1, column 2: “?” has no meaning here",
    ]


def test_fact_that_is_not_known_yet_at_the_gate_is_not_offered(new_rule):
    new_rule.fill(gates=["submit"]).press("when:add-row:")

    offered = {option["value"] for option in new_rule.soup.select("#id_when-0-fact option")}
    assert "request.offense" in offered
    assert "operator.is_requester" not in offered


def test_own_questions_of_the_draft_are_offered(new_rule):
    new_rule.press("when:add-row:")

    group = new_rule.soup.select_one('optgroup[label="This policy\'s own questions"]')
    assert [option["value"] for option in group.select("option")] == [
        "answer.danger",
        "answer.remarks",
    ]


def test_requirement_is_added_filled_in_and_removed(new_rule, version):
    new_rule.fill(gates=["submit"], effect="require", when__source="true").press()
    new_rule.fill(requirement__new="approval").press("requirement:add")
    new_rule.fill(requirement__0__count="2", requirement__0__rank="captain")
    new_rule.fill(requirement__0__independent_of=["operator", "requester"])
    new_rule.fill(requirement__new="expiry").press("requirement:add")
    new_rule.press("requirement:remove:1")
    assert new_rule.save().status_code == 302

    (found,) = version.rules.last().requirements.all()
    assert (found.kind, found.details) == (
        "approval",
        {"count": 2, "rank": "captain", "independent_of": ["requester", "operator"]},
    )


def test_value_that_a_requirement_cannot_have_is_told_at_its_field(new_rule):
    new_rule.fill(gates=["submit"], effect="require", when__source="true").press()
    new_rule.fill(requirement__new="expiry").press("requirement:add")
    new_rule.fill(requirement__0__hours="0")

    soup = soup_of(new_rule.save())

    assert words(soup.select_one("#id_requirement-0-hours_error")) == (
        "Expected a whole number from 1 up, not 0"
    )


def test_requirements_of_a_rule_that_requires_nothing_any_more_go(client, version):
    rule = version.rules.get(identifier="2-require")

    Filling(client, place(version, "rule", rule.pk)).fill(effect="allow").save()

    assert fresh_rule(rule).effect == "allow"
    assert not rule.requirements.exists()


def fresh_rule(rule):
    return Rule.objects.get(pk=rule.pk)


def test_name_that_is_taken_is_refused_and_nothing_is_lost(new_rule):
    new_rule.fill(gates=["submit"], identifier="1-forbid", when__source="request.exigent")

    soup = soup_of(new_rule.save())

    assert errors_of(soup) == [
        "Name of the rule: “1-forbid” is taken already. Choose another name."
    ]
    assert soup.select_one("#id_when-source").get_text().strip() == "request.exigent"


def test_rule_that_was_deleted_meanwhile_is_not_brought_back(client, version):
    rule = version.rules.first()
    filling = Filling(client, place(version, "rule", rule.pk))
    rule.delete()

    assert filling.save().status_code == 404


def test_huge_condition_is_refused_politely_and_kept(new_rule):
    new_rule.fill(when__source="x" * 10_001).press()

    mark = words(new_rule.soup.select_one("#id_when-source_error"))
    assert mark.startswith("a condition has at most 10000 characters; this one has 10001")
    assert new_rule.sent["when-source"] == ["x" * 10_001]


def test_condition_too_large_for_rows_is_edited_as_text(new_rule):
    new_rule.fill(when__source=" || ".join(["request.exigent"] * 61)).press()

    assert "too many parts for rows" in words(new_rule.soup.select_one(".gh-condition"))
    assert "when-joint" not in new_rule.sent


def test_kind_of_requirement_that_is_chosen_stays_until_it_is_added(new_rule):
    new_rule.fill(effect="require", requirement__new="review").press()

    assert new_rule.sent["requirement-new"] == ["review"]


def test_ranks_are_chosen_from_the_list_of_the_department(new_rule):
    new_rule.fill(effect="require", requirement__new="approval").press("requirement:add")

    for name in ("waivable_by", "requirement-0-rank"):
        options = new_rule.soup.select(f"select[name={name}] option")
        grades = current().codes(ListName.GRADE)
        assert [option["value"] for option in options] == ["", *grades]


def test_draft_without_clauses_asks_for_one_first(client, version):
    version.rules.all().delete()
    version.clauses.all().delete()

    assert "Write one first." in words(page(client, place(version, "rule_new")).main)


def test_change_is_answered_by_the_part_that_changes_alone(client, new_rule):
    response = client.post(new_rule.url, new_rule.sent, headers={"HX-Request": "true"})

    soup = soup_of(response)
    assert [child.get("id") for child in soup.find_all(recursive=False)] == ["parts"]
    assert not errors_of(soup)


def test_deleting_asks_first_and_then_deletes(client, version):
    rule = version.rules.first()
    url = place(version, "rule_delete", rule.pk)

    asked = page(client, url)
    response = client.post(url)

    assert words(asked.h1) == "Delete this rule?"
    assert response.url == place(version, "draft")
    assert not Rule.objects.filter(pk=rule.pk).exists()
    assert fresh(version).digest != version.digest


def test_any_policy_officer_may_write_a_draft(version):
    rule = version.rules.first()
    other = signed_in(policy_officer())

    assert Filling(other, place(version, "rule", rule.pk)).save().status_code == 302
