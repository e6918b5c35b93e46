"""Loads the demonstration into an empty database, in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.db import transaction

from audits.findings.choices import Kind
from audits.findings.patterns.opening import open_for_patterns
from config.demo.changes import tell_of_changes
from config.demo.logs_of_the_year import discover_in_logs
from config.demo.people import make_people
from config.demo.planting import Planting
from config.demo.register import (
    assure,
    make_agencies,
    make_systems,
    publish_packs,
    sign_packs,
)
from config.demo.report import report_on_logs
from config.demo.stories import gather_cast
from config.demo.year import tell_the_year
from policy.personnel.models import Account, Person


class NotAllowed(Exception):
    """The demonstration and its public password do not exist in production."""


@dataclass(frozen=True)
class Loaded:
    """`planted` has the numbers of the requests that go around the rule in each way."""

    people: int
    requests: int
    planted: Mapping[Kind, frozenset[str]]


@transaction.atomic
def load_demo(
    *,
    seed: int,
    at: datetime,
    past: int | None = None,
    evasions: bool = True,
    audited: bool = True,
) -> Loaded | None:
    """Makes the department and its year up to `at`; None where there are people already.

    The same seed and moment make the same department; `past` limits how many requests of each
    kind lie in its past, `evasions` says whether some go around the rule, and `audited` whether
    the auditor has looked already. Raises NotAllowed in production.
    """
    if not settings.DEMO_ALLOWED:
        raise NotAllowed
    if Person.objects.exists() or Account.objects.exists():
        return None
    random = Random(seed)  # noqa: S311  # a demonstration has to be reproducible
    begin = at - timedelta(days=380)
    department = make_people(random, begin=begin, today=at.date())
    heads = {
        "by": Account.objects.get(username="admin"),
        "approver": Account.objects.get(username="admin2"),
    }
    make_systems(**heads, at=begin)
    tell_of_changes(**heads, at=at)
    make_agencies(by=Account.objects.get(username="policy"), at=begin)
    publish_packs(
        author=Account.objects.get(username="policy"),
        approver=Account.objects.get(username="policy2"),
        at=begin,
    )
    assure(by=Account.objects.get(username="policy"), at=begin + timedelta(days=1))
    # Numbers of its own, so that the year that follows does not depend on them.
    sign_packs(Random(seed), at=at)  # noqa: S311
    cast = gather_cast(random, first=at - timedelta(days=366), last=at)
    planting = Planting(Random(seed), cast, at) if evasions else None  # noqa: S311
    requests = tell_the_year(random=random, cast=cast, until=at, past=past, planting=planting)
    planted = planting.planted() if planting else {}
    if audited:
        discover_in_logs(seed=seed, at=at)
        open_for_patterns(at=at)
        report_on_logs(at=at)
    return Loaded(people=len(department.people), requests=requests, planted=planted)
