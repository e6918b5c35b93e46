"""The packs that ship; those of the county: what they refuse and let pass, alone and together."""

from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

from policy.language.conditions import facts_of
from policy.language.parser import parse
from policy.policies.choices import Gate
from policy.policies.deciding import decide, merge_requirements, smallest_changes
from policy.policies.packs import read_pack, shipped_packs
from policy.policies.vocabulary import VOCABULARY
from tests.policy.policies.building import rules_of, shipped
from tests.policy.policies.requests import (
    ACTED_ON,
    FOR_OUTSIDE_AGENCY,
    LAWFUL,
    ON_CLEARVIEW,
    RELEASED,
    RUN,
    SUBMITTED,
    WITHOUT_CERTIFICATE,
)

NOTICE = "lapd-notice-2020"
BOARD = "lapd-policy-2021"
LACRIS = "lacris-member-policy"
SHIPPED = (
    "bja-template",
    "california-body-cameras",
    "ccops-model-bill",
    "clearview-code-of-conduct",
    "fbi-ngi-ips",
    "gao-recommendations",
    "georgetown-model-policy",
    "illinois-clearview-order",
    "illinois-contract-checklist",
    LACRIS,
    NOTICE,
    BOARD,
    "national-biometric-act-bill",
    "new-jersey-clearview-2020",
    "new-orleans-147-2",
    "nypd-facial-recognition",
    "oakland-9-64",
    "san-francisco-19b",
    "vendor-moratoria-2020",
    "virginia-15-2-1723-2",
    "washington-43-386",
)


def text_of(slug):
    return shipped_packs()[slug].read_text(encoding="utf-8")


def test_a_pack_for_every_published_rule_ships():
    slugs = {slug: read_pack(text_of(slug)).policy.slug for slug in shipped_packs()}

    assert slugs == {slug: slug for slug in SHIPPED}


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_shipped_pack_says_that_it_must_be_compared_with_the_original(slug):
    pack = read_pack(text_of(slug))

    assert "in our own words" in pack.policy.source
    assert "before relying on it" in pack.policy.source
    assert all(clause.source for clause in pack.clauses)


def test_what_is_demanded_under_one_name_is_the_same_in_every_shipped_pack():
    said = defaultdict(set)
    for slug in SHIPPED:
        for each in (each for rule in read_pack(text_of(slug)).rules for each in rule.requirements):
            details = each.details
            if "name" in details:
                words = details.get("text") or details["label"]
                said[each.kind, details["name"]].add((words, details.get("by")))

    assert len(said) > 20
    assert {name: words for name, words in said.items() if len(words) > 1} == {}


def test_a_pack_that_turns_on_a_fact_that_nobody_tells_says_so_in_a_note():
    page = Path(settings.BASE_DIR, "docs", "policy-packs.md").read_text(encoding="utf-8")
    untold = page.partition("\n## Facts that nobody tells yet\n")[2].partition("\n## ")[0]
    turning, saying = set(), set()
    for slug in SHIPPED:
        pack = read_pack(text_of(slug))
        turning |= {
            slug
            for rule in pack.rules
            for name in facts_of(parse(rule.when, VOCABULARY))
            if f"`{name}`" in untold
        }
        saying |= {slug for note in pack.notes if "every request is undecided" in note.text}

    assert turning == saying


def test_the_notice_is_interim_with_three_clauses():
    pack = read_pack(text_of(NOTICE))

    version = pack.version
    assert [clause.id for clause in pack.clauses] == ["1", "2", "3"]
    assert (version.interim, version.effective_from) == (True, "2020-11-13")
    assert "takes the place" in version.until_event


@pytest.mark.parametrize(
    ("gate", "known", "clause", "rule"),
    [
        ("submit", ON_CLEARVIEW, "1", "1-no-commercial-service"),
        ("submit", SUBMITTED | {"system.name": "NGI"}, "1", "1-only-lacris"),
        ("submit", FOR_OUTSIDE_AGENCY, "2", "2-no-outside-agency"),
        ("submit", WITHOUT_CERTIFICATE, "3", "3-requester-certificate"),
        ("approve", WITHOUT_CERTIFICATE, "3", "3-requester-certificate"),
        ("run", RUN | ON_CLEARVIEW, "1", "1-no-commercial-service"),
        ("run", RUN | FOR_OUTSIDE_AGENCY, "2", "2-no-outside-agency"),
        ("run", RUN | {"operator.certificate_current": False}, "3", "3-operator-certificate"),
    ],
)
def test_the_notice_refuses_naming_the_clause(gate, known, clause, rule):
    verdict = decide(shipped(NOTICE), gate=gate, facts=known)

    first = verdict.reasons[0]
    assert verdict.outcome == "refused"
    assert (first.policy, first.clause, first.rule) == (NOTICE, clause, rule)


@pytest.mark.parametrize("gate", Gate.values)
@pytest.mark.parametrize("slugs", [(NOTICE,), (BOARD,), (LACRIS,), ()])
def test_a_lawful_request_passes_every_gate(slugs, gate):
    verdict = decide(shipped(*slugs), gate=gate, facts=LAWFUL[gate])

    assert (verdict.outcome, verdict.unknown) == ("permitted", ())


def test_together_the_notice_is_the_first_to_refuse_clearview():
    verdict = decide(shipped(), gate="submit", facts=ON_CLEARVIEW)

    named = [(reason.policy, reason.rule) for reason in verdict.reasons]
    assert named == [
        (NOTICE, "1-no-commercial-service"),
        (LACRIS, "4-only-lacris"),
        (LACRIS, "5-no-other-photos"),
        (NOTICE, "1-only-lacris"),
        (BOARD, "2-booking-photos-only"),
    ]


def test_together_clearview_turns_only_into_the_county_system():
    changes = smallest_changes(shipped(), gate="submit", facts=ON_CLEARVIEW)

    assert changes == [
        {
            "system.name": "LACRIS",
            "system.ownership": "department",
            "system.galleries": ["booking_photos"],
        }
    ]


@pytest.mark.parametrize(
    ("changed", "slug", "rule"),
    [
        ({"request.purpose": "missing_person"}, BOARD, "1-other-use"),
        ({"request.purpose": "missing_person"}, LACRIS, "1-other-purpose"),
        ({"system.galleries": ["booking_photos", "social_media"]}, BOARD, "2-booking-photos-only"),
        ({"system.galleries": ["booking_photos", "social_media"]}, LACRIS, "5-no-other-photos"),
        ({"request.legal_basis": "none"}, LACRIS, "1-no-suspicion"),
        ({"request.media": "live"}, LACRIS, "7-live-video"),
        ({"request.image_source": "body_camera"}, LACRIS, "8-no-body-camera"),
        ({"request.purpose": "predictive_analysis"}, LACRIS, "9-no-prediction"),
        ({"request.case_number_present": False}, LACRIS, "15-case-number"),
        ({"request.justification_present": False}, LACRIS, "15-justification"),
        ({"requester.certificate_current": False}, BOARD, "5-requester-trained"),
    ],
)
def test_a_request_outside_of_a_policy_is_refused_by_its_rule(changed, slug, rule):
    verdict = decide(shipped(slug), gate="submit", facts=SUBMITTED | changed)

    assert verdict.outcome == "refused"
    assert verdict.reasons[0].rule == rule


@pytest.mark.parametrize("purpose", ["imminent_threat", "danger_to_self_or_others"])
def test_live_video_passes_lacris_for_a_person_in_danger(purpose):
    known = SUBMITTED | {"request.media": "live", "request.purpose": purpose}

    assert decide(shipped(LACRIS), gate="submit", facts=known).outcome == "permitted"


@pytest.mark.parametrize(
    ("investigated", "exigent", "outcome"),
    [
        (True, False, "permitted"),
        (False, True, "permitted"),
        (False, False, "refused"),
        (None, False, "undecided"),
    ],
)
def test_surveillance_passes_lacris_with_one_of_its_two_exceptions(investigated, exigent, outcome):
    known = SUBMITTED | {
        "request.purpose": "active_surveillance",
        "request.subject_under_investigation": investigated,
        "request.exigent": exigent,
    }

    assert decide(shipped(LACRIS), gate="submit", facts=known).outcome == outcome


@pytest.mark.parametrize(
    ("issuers", "outcome"),
    [
        (["fbi"], "permitted"),
        (["lacris", "vendor"], "permitted"),
        (["vendor", "department"], "refused"),
        ([], "refused"),
    ],
)
def test_a_reviewing_examiner_is_certified_by_the_fbi_or_lacris(issuers, outcome):
    known = RELEASED | {"review.certificate_issuers": issuers}

    assert decide(shipped(), gate="release", facts=known).outcome == outcome


@pytest.mark.parametrize(
    ("act", "independent", "rules"),
    [
        ("identification", True, ["3-never-an-identification"]),
        ("arrest", False, ["13-sole-basis", "4-no-corroboration"]),
        ("search_warrant", False, ["4-no-corroboration"]),
    ],
)
def test_a_lead_alone_is_neither_identification_nor_ground(act, independent, rules):
    known = ACTED_ON | {"act.kind": act, "evidence.independent": independent}

    verdict = decide(shipped(), gate="act", facts=known)

    assert verdict.outcome == "refused"
    assert rules_of(verdict.reasons) == rules


def test_further_investigation_needs_no_independent_evidence():
    known = ACTED_ON | {"act.kind": "further_investigation", "evidence.independent": False}

    assert decide(shipped(), gate="act", facts=known).outcome == "permitted"


def test_together_they_demand_attestations_reviews_and_notices():
    verdicts = [decide(shipped(), gate=gate, facts=LAWFUL[gate]) for gate in Gate.values]

    demands = merge_requirements([each for verdict in verdicts for each in verdict.requirements])

    attested = [(each["name"], each["by"]) for each in demands.attestations]
    assert attested == [
        ("not_on_traits_alone", "requester"),
        ("lawful_source", "requester"),
        ("follow_up", "requester"),
        ("suitable_image", "operator"),
    ]
    assert [each["name"] for each in demands.documents] == ["report"]
    assert [each["to"] for each in demands.notices] == ["everyone who receives the lead"]
    assert (demands.approvals, demands.reviewers) == (1, 1)


def test_lacris_demands_the_form_of_an_outside_agency():
    verdict = decide(shipped(LACRIS), gate="submit", facts=FOR_OUTSIDE_AGENCY)

    assert [each["name"] for each in merge_requirements(verdict.requirements).documents] == [
        "agency_form"
    ]


def test_what_a_lawful_request_must_tell_is_on_every_form():
    """A fact that is not asked of every request may matter only where the purpose is unusual."""
    spoken_of = {
        name
        for policy in shipped()
        for rule in policy.rules["submit"]
        for name in facts_of(rule.condition)
    }

    assert spoken_of - SUBMITTED.keys() == {"request.subject_under_investigation"}
