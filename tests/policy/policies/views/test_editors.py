"""The editors of questions, assurances, cases and the quiz of a draft."""

import pytest

from tests.factories.policies import draft_policy, fresh
from tests.policy.policies.samples import PACK
from tests.policy.policies.views.editors import Filling, place
from tests.policy.policies.views.pages import errors_of, page, signed_in, soup_of, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return draft_policy(PACK)


@pytest.fixture
def client(version):
    return signed_in(version.author)


@pytest.fixture
def begin(client, version):
    return lambda sort: Filling(client, place(version, f"{sort}_new"))


def test_everything_that_is_saved_as_it_was_found_stays_as_it_was(client, version):
    for sort, rows in (("question", version.questions), ("assurance", version.assurances)):
        for row in rows.all():
            assert Filling(client, place(version, sort, row.pk)).save().status_code == 302

    assert fresh(version).digest == version.digest


class TestQuestions:
    def test_new_one_counts_with_the_gate_that_is_ticked(self, begin):
        problems = begin("question").soup.select(".gh-still li")

        assert [words(problem) for problem in problems] == [
            "label is missing",
            "name is missing",
        ]

    def test_names_and_codes_are_suggested_by_the_words(self, begin, version):
        filling = begin("question").fill(label="Which squad asks?", type="choice").press()
        filling.fill(choice__0__words="North Side", choice__1__words="2nd precinct").press()

        assert filling.save().status_code == 302
        question = version.questions.last()
        assert (question.name, question.type, question.gates) == (
            "which_squad_asks",
            "choice",
            ["submit"],
        )
        assert question.choices == {"north_side": "North Side", "c_2nd_precinct": "2nd precinct"}

    def test_suggested_code_follows_its_words_and_a_written_one_stays(self, begin):
        filling = begin("question").fill(label="Which?", type="choice").press()
        filling.fill(choice__0__words="North", choice__1__words="South").press()
        filling.fill(choice__1__code="s").press()
        filling.fill(choice__0__words="Northern", choice__1__words="Southern").press()

        codes = [filling.sent[f"choice-{place}-code"][0] for place in range(2)]
        assert codes == ["northern", "s"]

    def test_choices_of_an_order_are_moved_and_removed(self, begin):
        filling = begin("question").fill(label="How bad?", type="ordered_choice").press()
        filling.fill(choice__0__words="High", choice__1__words="Low").press()
        filling.fill(choice__2__words="Odd").press("choice:up:1").press("choice:remove:2")

        assert [filling.sent[f"choice-{at}-words"][0] for at in range(3)] == ["Low", "High", ""]

    def test_code_that_stands_for_two_choices_is_refused(self, begin):
        filling = begin("question").fill(label="Which?", type="set").press()
        filling.fill(choice__0__words="A", choice__1__words="a").press()

        assert errors_of(soup_of(filling.save())) == [
            "The code “a” stands for more than one choice."
        ]

    def test_attestation_has_a_statement_and_no_choices(self, begin, version):
        filling = begin("question").fill(label="I read the policy.", type="attestation").press()

        assert filling.soup.select("#id_choice-0-words") == []
        filling.save()
        assert (version.questions.last().type, version.questions.last().choices) == (
            "attestation",
            {},
        )

    def test_condition_says_when_it_is_asked(self, begin, version):
        filling = begin("question").fill(label="Why now?", type="text").press("when:add-row:")
        filling.fill(when__0__fact="request.exigent").press().save()

        assert version.questions.last().when == "request.exigent"

    def test_gates_that_are_chosen_beforehand_are_not_told_to_be_missing(self, begin):
        told = [words(item) for item in begin("question").soup.select(".gh-still li")]

        assert told == ["label is missing", "name is missing"]

    def test_answer_to_itself_is_told_to_be_circular(self, client, version):
        question = version.questions.get(name="danger")
        filling = Filling(client, place(version, "question", question.pk))
        filling.fill(when__source='answer.danger == "high"').press()

        told = [words(item) for item in filling.soup.select(".gh-still li")]
        assert told == ["a question cannot wait for its own answer"]


class TestAssurances:
    def test_what_is_never_permitted_is_built_as_a_rule_is(self, begin, version):
        filling = begin("assurance").fill(text="Never at night.", gates=["run"])
        filling.press("never:add-row:").fill(never__0__fact="system.ownership").press()
        filling.fill(never__0__value=["commercial"]).press().save()

        found = version.assurances.last()
        assert (found.never, found.always_requires) == ('system.ownership in ["commercial"]', "")

    def test_what_is_always_required_has_a_kind_and_no_condition(self, begin, version):
        filling = begin("assurance").fill(text="Always.", gates=["submit"], sort="always").press()
        filling.fill(always_requires="approval").save()

        found = version.assurances.last()
        assert (found.identifier, found.never, found.always_requires) == (
            "assurance",
            "",
            "approval",
        )

    def test_assurance_that_says_neither_is_saved_and_said_to_be_unfinished(self, begin, version):
        filling = begin("assurance").fill(text="Something.", gates=["submit"]).press()

        assert filling.save().status_code == 302
        assert [words(item) for item in filling.soup.select(".gh-still li")] == [
            "an assurance has either never or always_requires"
        ]


class TestCases:
    def fill(self, begin):
        filling = begin("case").fill(text="A commercial service.").press("fact:add")
        return filling.fill(fact__0__name="system.ownership").press()

    def test_case_is_run_while_it_is_written(self, begin):
        filling = self.fill(begin).fill(fact__0__value="commercial", clauses=["1"]).press()
        green = words(filling.soup.select_one(".gh-case"))
        filling.fill(outcome="permitted").press()
        red = words(filling.soup.select_one(".gh-case"))

        assert green.startswith("Green case A commercial service. Expected refused, by clause 1")
        assert red.startswith("Red case A commercial service. Expected permitted, by clause 1")
        assert "Expected to be permitted, and is refused" in red

    def test_facts_are_stored_with_values_of_their_kinds(self, begin, version):
        filling = self.fill(begin).fill(fact__0__value="commercial")
        facts = {
            "system.galleries": ["booking_photos"],
            "request.exigent": "false",
            "system.true_positive_rate": "98.5",
        }
        for at, (name, value) in enumerate(facts.items(), 1):
            filling.press("fact:add").fill(**{f"fact__{at}__name": name}).press()
            filling.fill(**{f"fact__{at}__value": value})
        filling.press().save()

        assert version.cases.last().facts == {
            "system.ownership": "commercial",
            "system.galleries": ["booking_photos"],
            "request.exigent": False,
            "system.true_positive_rate": 98.5,
        }

    def test_value_that_cannot_be_is_told_and_kept(self, begin, version):
        filling = begin("case").fill(text="A rate.").press("fact:add")
        filling.fill(fact__0__name="system.true_positive_rate").press()
        filling.fill(fact__0__value="many").press()

        assert "expected a number" in words(filling.soup.select_one("#id_fact-0_error"))
        filling.save()
        assert version.cases.last().facts == {"system.true_positive_rate": "many"}

    def test_fact_of_a_later_gate_is_not_offered(self, begin):
        filling = begin("case").press("fact:add")
        early = {option["value"] for option in filling.soup.select("#id_fact-0-name option")}
        filling.fill(gate="release").press()
        late = {option["value"] for option in filling.soup.select("#id_fact-0-name option")}

        assert "operator.is_requester" in late - early

    def test_fact_that_is_there_twice_is_refused(self, begin):
        filling = self.fill(begin).fill(fact__0__value="commercial").press("fact:add")
        filling.fill(fact__1__name="system.ownership")

        (error,) = errors_of(soup_of(filling.save()))
        assert error == "“ownership of the system” is there twice."

    def test_fact_is_removed(self, begin):
        filling = self.fill(begin).press("fact:remove:0")

        assert filling.soup.select("#id_fact-0-name") == []

    def test_cases_stand_green_or_red_on_the_page_of_the_version(self, begin, client, version):
        self.fill(begin).fill(fact__0__value="commercial", outcome="permitted").press().save()

        section = page(client, version.get_absolute_url()).select_one(".gh-cases")

        assert "1 of 1 example requests does not come out as expected." in words(section)
        assert words(section.select_one(".gh-case__head")) == "Red case"


class TestQuiz:
    def test_question_has_choices_of_which_one_is_right(self, begin, version):
        filling = begin("quiz").fill(text="Who may ask?")
        filling.fill(choice__0__words="Anyone", choice__1__words="Only the trained").press()
        filling.fill(answer="1").press().save()

        asked = version.quiz.last()
        assert (asked.identifier, asked.answer) == ("question", "only_the_trained")
        assert asked.choices == {"anyone": "Anyone", "only_the_trained": "Only the trained"}

    def test_right_choice_is_moved_with_its_words(self, begin):
        filling = begin("quiz").fill(text="Who?", choice__0__words="A", choice__1__words="B")
        filling.fill(answer="1").press("choice:up:1")

        assert filling.sent["answer"] == ["0"]

    def test_question_without_a_right_choice_is_not_stored(self, begin, version):
        filling = begin("quiz").fill(text="Who?", choice__0__words="A").press()

        assert errors_of(soup_of(filling.save())) == ["Say which choice is right."]
        assert not version.quiz.exists()
