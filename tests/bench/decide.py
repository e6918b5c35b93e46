"""How long a decision of 20 rules takes, against Cedar with the same rules parsed beforehand.

Both engines answer the same requests,
with every fact that a request has when it is submitted, in batches that take turns, so that
whatever else the machine does weighs on both alike. The times are medians of single calls.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from time import perf_counter_ns

import cedarpy

from policy.policies.deciding import CompiledPolicy, Verdict, compile_pack, decide
from policy.policies.packs import ClauseText, Pack, PolicyHead, RuleText, VersionHead
from tests.bench.measuring import Row

BATCHES = 20
CALLS_A_BATCH = 500
SEED = 2020
# How often a fact is drawn anew, so that about two requests in five are refused.
UNUSUAL = 0.1


# Each rule with its effect and its condition in both languages; Cedar has no names with dots.
RULES: tuple[tuple[str, str, str], ...] = (
    ("forbid", 'system.ownership == "commercial"', 'context.ownership == "commercial"'),
    ("forbid", "request.agency_is_outside", "context.agency_is_outside"),
    ("forbid", "!requester.certificate_current", "!context.certificate_current"),
    ("forbid", 'system.status == "prohibited"', 'context.status == "prohibited"'),
    (
        "forbid",
        'request.purpose == "predictive_analysis"',
        'context.purpose == "predictive_analysis"',
    ),
    ("forbid", 'request.image_source == "body_camera"', 'context.image_source == "body_camera"'),
    ("forbid", 'request.media == "sketch"', 'context.media == "sketch"'),
    (
        "forbid",
        'request.media == "live" && request.purpose != "imminent_threat"',
        'context.media == "live" && context.purpose != "imminent_threat"',
    ),
    ("forbid", "!request.case_number_present", "!context.case_number_present"),
    ("forbid", "!request.justification_present", "!context.justification_present"),
    (
        "forbid",
        'request.offense in ["abortion", "consensual_sex", "immigration"]',
        '["abortion", "consensual_sex", "immigration"].contains(context.offense)',
    ),
    ("forbid", '"open_source" in system.galleries', 'context.galleries.contains("open_source")'),
    ("forbid", '"social_media" in system.galleries', 'context.galleries.contains("social_media")'),
    ("forbid", "system.true_positive_rate < 98", "context.true_positive_rate < 98"),
    (
        "forbid",
        'request.legal_basis == "none" && request.purpose == "criminal_investigation"',
        'context.legal_basis == "none" && context.purpose == "criminal_investigation"',
    ),
    ("allow", 'system.name == "LACRIS"', 'context.name == "LACRIS"'),
    (
        "allow",
        'request.purpose in ["missing_person", "deceased", "incapacitated"]',
        '["missing_person", "deceased", "incapacitated"].contains(context.purpose)',
    ),
    (
        "allow",
        'request.offense in ["homicide", "robbery", "kidnapping"] && !request.offense_is_attempt',
        (
            '["homicide", "robbery", "kidnapping"].contains(context.offense)'
            " && !context.offense_is_attempt"
        ),
    ),
    ("allow", "request.exigent", "context.exigent"),
    (
        "allow",
        'requester.sworn && request.media == "still"',
        'context.sworn && context.media == "still"',
    ),
)

# The values that a fact can have in the requests, the usual one first.
CHOICES: Mapping[str, tuple[object, ...]] = {
    "system.name": ("LACRIS", "Clearview AI"),
    "system.vendor": ("County", "Vendor"),
    "system.ownership": ("government", "commercial"),
    "system.status": ("allowed", "prohibited"),
    "system.galleries": (["booking_photos"], ["open_source", "social_media"]),
    "system.performing_entity": ("county", "commercial"),
    "system.algorithm": ("FaceMatch 4", "FaceMatch 5"),
    "system.true_positive_rate": (99, 97),
    "system.test_datasets": (5, 3),
    "system.days_since_test": (90, 400),
    "request.agency_is_outside": (False, True),
    "request.case_number_present": (True, False),
    "request.justification_present": (True, False),
    "request.offense": ("robbery", "homicide", "vandalism"),
    "request.offense_is_attempt": (False, True),
    "request.purpose": ("criminal_investigation", "deceased", "imminent_threat"),
    "request.subject_role": ("suspect", "witness"),
    "request.legal_basis": ("reasonable_suspicion", "probable_cause", "none"),
    "request.media": ("still", "video_frame", "live"),
    "request.image_source": ("cctv", "phone", "body_camera"),
    "request.exigent": (False, True),
    "requester.certificate_current": (True, False),
    "requester.certificate_issuer": ("lacris", "fbi"),
    "requester.days_since_training": (30, 300),
    "requester.rank": ("detective", "sergeant"),
    "requester.sworn": (True, False),
    "requester.active": (True, False),
}


def rows() -> list[Row]:
    """The benchmark's one row; a few seconds. Raises AssertionError where the engines disagree."""
    ask_us, ask_cedar = _ours(), _cedar()
    draw = random.Random(SEED)  # noqa: S311 (nothing here is secret)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(BATCHES):
        requests = [draw_request(draw) for _ in range(CALLS_A_BATCH)]
        queries = [_cedar_query(facts) for facts in requests]
        verdicts = _timed(ask_us, requests, ours)
        answers = _timed(ask_cedar, queries, theirs)
        permitted = [verdict.outcome == "permitted" for verdict in verdicts]
        assert permitted == [answer.allowed for answer in answers], "the engines disagree"
    our_time, their_time = median(ours), median(theirs)
    return [
        Row(
            "a decision of 20 rules",
            f"{our_time:.1f} µs",
            f"{their_time:.1f} µs by Cedar with parsed policies",
            f"1/{their_time / our_time:.0f}",
            "at most 1/20",
        )
    ]


def _timed(call: Callable, inputs: Sequence, times: list[float]) -> list:
    """The answers to all inputs; the microseconds of each call are added to `times`."""
    answers = []
    for given in inputs:
        start = perf_counter_ns()
        answer = call(given)
        times.append((perf_counter_ns() - start) / 1000)
        answers.append(answer)
    return answers


def draw_request(draw: random.Random) -> dict[str, object]:
    """A request like most, in which each fact is now and then another."""
    return {
        name: draw.choice(values) if draw.random() < UNUSUAL else values[0]
        for name, values in CHOICES.items()
    }


def _ours() -> Callable[[Mapping], Verdict]:
    policies = [of_twenty_rules("benchmark")]
    return lambda facts: decide(policies, gate="submit", facts=facts)


def of_twenty_rules(slug: str) -> CompiledPolicy:
    """A policy of the benchmark's twenty rules."""
    clause = ClauseText("1", "Benchmark", "Twenty rules.", "enforced")
    rules = tuple(
        RuleText(f"rule-{number}", "1", ("submit",), effect, when)
        for number, (effect, when, _) in enumerate(RULES)
    )
    head = PolicyHead(slug, "Benchmark", "Benchmark")
    return compile_pack(Pack(head, VersionHead(1), (clause,), rules))


def _cedar() -> Callable[[Mapping], cedarpy.AuthzResult]:
    effects = {"forbid": "forbid", "allow": "permit"}
    policies = cedarpy.PolicySet.from_str(
        "\n".join(
            f"{effects[effect]}(principal, action, resource) when {{ {when} }};"
            for effect, _, when in RULES
        )
    )
    entities = cedarpy.Entities.from_json_str("[]")
    return lambda query: cedarpy.is_authorized(query, policies, entities)


def _cedar_query(facts: Mapping[str, object]) -> dict[str, object]:
    return {
        "principal": 'Person::"1"',
        "action": 'Gate::"submit"',
        "resource": 'Request::"1"',
        "context": {name.split(".")[1]: value for name, value in facts.items()},
    }
