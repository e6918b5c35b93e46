"""The facts of a request at each gate, as they stand at one moment."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from policy.language.kinds import fits
from policy.lists.queries import current
from policy.personnel.choices import PersonStatus, Track
from policy.personnel.models import Person
from policy.personnel.queries import certificate_on, is_in_chain_of
from policy.policies.choices import AgencyKind
from policy.policies.models import Version
from policy.policies.queries import (
    Deciding,
    deciding_at,
    unacknowledged_by,
    vocabulary_in_force,
)
from policy.searches.choices import CONTENT_FIELDS, Finding, Verdict
from policy.searches.models import Review, SearchRequest
from policy.systems.models import System

Facts = dict[str, Any]
InForce = Mapping[int, Deciding]

# The issuer of a certificate that someone does not have.
NO_ISSUER = "none"

# Content that is a fact of the same name, where it is filled in.
_PLAIN = (
    "agency_is_outside",
    "offense",
    "offense_is_attempt",
    "purpose",
    "legal_basis",
    "subject_role",
    "media",
    "image_source",
    "exigent",
)

GATHERED = frozenset(f"request.{name}" for name in _PLAIN) | {
    "request.agency_on_list",
    "request.case_number_present",
    "request.justification_present",
}


def content_of(request: SearchRequest) -> dict[str, Any]:
    """The content of `request` as it stands, by field name."""
    return {name: getattr(request, name) for name in CONTENT_FIELDS}


def facts_of_content(
    content: Mapping[str, Any],
    requester: Person,
    at: datetime,
    deciding: InForce | None = None,
) -> Facts:
    """The facts known of a request with this (perhaps partial) content, at the gate `submit`.

    `deciding` are the policies in force at `at`, where they were read already.
    """
    day = timezone.localdate(at)
    return {
        **system_facts(content.get("system"), day),
        **_request_facts(content, at),
        **_training("requester", requester, day, Track.USER),
        **_acknowledged("requester.acknowledged", requester, at, deciding),
        "requester.rank": requester.rank.grade,
        "requester.sworn": requester.sworn,
        "requester.active": requester.status == PersonStatus.ACTIVE,
    }


def facts_of(request: SearchRequest, at: datetime, deciding: InForce | None = None) -> Facts:
    return facts_of_content(content_of(request), request.requester, at, deciding)


def facts_at_approval(request: SearchRequest, approver: Person, at: datetime) -> Facts:
    return {
        **facts_of(request, at),
        "approver.is_requester": approver.pk == request.requester_id,
        "approver.in_chain": is_in_chain_of(approver, request.requester),
        "approver.rank": approver.rank.grade,
        "approver.sworn": approver.sworn,
        "approver.certificate_current": certificate_on(approver, timezone.localdate(at), Track.USER)
        is not None,
    }


def facts_at_run(request: SearchRequest, operator: Person, at: datetime) -> Facts:
    approvals = list(
        request.approvals.filter(version=request.version, verdict=Verdict.APPROVED).order_by("at")
    )
    return {
        **facts_of(request, at),
        **_training("operator", operator, timezone.localdate(at), Track.EXAMINER),
        **_acknowledged("operator.acknowledged", operator, at),
        "operator.is_requester": operator.pk == request.requester_id,
        "operator.is_approver": operator.pk in {approval.approver_id for approval in approvals},
        "approval.count": len(approvals),
        **({"approval.hours": _hours(approvals[-1].at, at)} if approvals else {}),
    }


def facts_at_release(request: SearchRequest, at: datetime) -> Facts:
    run = request.run
    reviews = list(run.reviews.select_related("examiner"))
    return {
        **facts_at_run(request, run.operator, run.started_at),
        "result.candidates": run.candidates,
        **_review_facts(request, reviews),
    }


def _review_facts(request: SearchRequest, reviews: list[Review]) -> Facts:
    certificates = [
        certificate_on(review.examiner, timezone.localdate(review.at), Track.EXAMINER)
        for review in reviews
    ]
    return {
        "review.examiners": len(reviews),
        "review.agree": len({(review.finding, review.candidate) for review in reviews}) == 1,
        "review.conclusion": _conclusion(reviews),
        "review.image_suitable": all(r.finding != Finding.UNSUITABLE for r in reviews),
        "review.certificates_current": all(certificates),
        "review.certificate_issuers": sorted({c.issuer for c in certificates if c}),
        "review.by_requester": any(r.examiner_id == request.requester_id for r in reviews),
        "review.by_operator": any(r.examiner_id == request.run.operator_id for r in reviews),
    }


def _conclusion(reviews: Iterable[Review]) -> str:
    found = {review.finding for review in reviews}
    if found == {Finding.LEAD}:
        return "lead"
    return "no_lead" if found == {Finding.NO_LEAD} else "inconclusive"


def system_facts(system: System | None, day: date) -> Facts:
    if system is None:
        return {}
    test = system.accuracy_tests.filter(
        algorithm_version=system.algorithm_version, tested_on__lte=day
    ).first()
    return {
        "system.name": system.name,
        "system.vendor": system.vendor,
        "system.ownership": system.ownership,
        "system.status": system.status,
        "system.galleries": sorted(system.galleries),
        "system.performing_entity": system.performing_entity,
        **({"system.algorithm": system.algorithm} if system.algorithm else {}),
        **(
            {
                "system.true_positive_rate": _plain_number(test.true_positive_rate),
                "system.test_datasets": test.datasets,
                "system.days_since_test": (day - test.tested_on).days,
            }
            if test
            else {}
        ),
    }


def _request_facts(content: Mapping[str, Any], at: datetime) -> Facts:
    facts: Facts = {
        f"request.{name}": content[name]
        for name in _PLAIN
        if content.get(name) is not None and content.get(name) != ""
    }
    if is_own_offense(content):
        facts["request.offense_is_attempt"] = True
    facts |= _agency_facts(content, timezone.localdate(at))
    facts["request.case_number_present"] = bool(content.get("case_number"))
    facts["request.justification_present"] = bool(content.get("justification"))
    return _told(content.get("answers") or {}, at) | facts


def is_own_offense(content: Mapping[str, Any]) -> bool:
    """Is the offense an attempt that the law knows as an offense of its own?"""
    return bool(content.get("offense")) and current().is_attempt(content["offense"])


def registered(request: SearchRequest) -> frozenset[str]:
    """The facts that nobody has to tell of this request, because the list of agencies has them."""
    is_known = request.agency_is_outside is False or request.agency_id is not None
    return frozenset({"request.agency_kind"} if is_known else ())


def _agency_facts(content: Mapping[str, Any], day: date) -> Facts:
    """An agency that is named in free text is on no list, and of a kind that has to be told."""
    if content.get("agency_is_outside") is None:
        return {}
    agency = content.get("agency")
    if agency is None:
        kind = {} if content["agency_is_outside"] else {"request.agency_kind": AgencyKind.OWN.value}
        return {"request.agency_on_list": False, **kind}
    return {"request.agency_on_list": agency.on_list(day), "request.agency_kind": agency.kind}


def _told(answers: Mapping[str, Any], at: datetime) -> Facts:
    """The answers that are facts of the policies in force; one of another kind is as unknown."""
    if not answers:
        return {}
    known = vocabulary_in_force(at)
    return {
        name: value
        for name, value in answers.items()
        if name.startswith(("answer.", "request."))
        and name not in GATHERED
        and name in known
        and fits(known[name].kind, known[name].choices, value)
    }


def _training(who: str, person: Person, day: date, track: Track) -> Facts:
    certificate = certificate_on(person, day, track)
    if certificate is None:
        return {
            f"{who}.certificate_current": False,
            f"{who}.certificate_issuer": NO_ISSUER,
        }
    return {
        f"{who}.certificate_current": True,
        f"{who}.certificate_issuer": certificate.issuer,
        f"{who}.days_since_training": (day - certificate.issued_on).days,
    }


def _acknowledged(
    fact: str, person: Person, at: datetime, deciding: InForce | None = None
) -> Facts:
    """Has `person` acknowledged every version in force that binds them, as far as it matters?

    Asked of the database only where a policy in force speaks of it.
    """
    policies = deciding_at(at) if deciding is None else deciding
    if not any(fact in found.policy.speaks_of for found in policies.values()):
        return {}
    return {fact: not unacknowledged_by(person, Version.objects.filter(pk__in=policies))}


def _hours(since: datetime, at: datetime) -> float:
    return round((at - since).total_seconds() / 3600, 2)


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
