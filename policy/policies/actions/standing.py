"""What the department assures whatever its policies say: entered once, ended once."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from policy.language.conditions import ConditionError, facts_of
from policy.language.facts import Fact
from policy.language.parser import parse
from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.choices import Gate
from policy.policies.errors import Conflict
from policy.policies.models import StandingAssurance
from policy.policies.permissions import may_work_on_policies
from policy.policies.queries.lists import current_vocabulary


@transaction.atomic
def add_standing_assurance(
    *,
    identifier: str,
    text: str,
    gates: Sequence[str],
    since: date,
    by: Account,
    at: datetime,
    never: str = "",
    always_requires: str = "",
) -> StandingAssurance:
    """Enters an assurance that every publication from `since` on has to keep.

    Raises ValidationError for a condition that does not parse, or that asks for a fact which one
    of the gates does not know yet.
    """
    require(may_work_on_policies(by))
    assurance = StandingAssurance(
        identifier=identifier,
        text=text,
        gates=[gate for gate in Gate.values if gate in gates],
        never=never.strip(),
        always_requires=always_requires,
        since=since,
        entered_by=by,
        entered_at=at,
    )
    _check_condition(assurance)
    assurance.full_clean()
    assurance.save()
    return assurance


@transaction.atomic
def end_standing_assurance(
    *, assurance: StandingAssurance, until: date, by: Account, at: datetime
) -> StandingAssurance:
    """Sets the last day of an assurance; it stays in the register, and is never prolonged."""
    require(may_work_on_policies(by))
    taken = StandingAssurance.objects.select_for_update().get(pk=assurance.pk)
    if taken.until is not None:
        raise Conflict(_("“%s” was ended already.") % taken)
    first = max(taken.since, timezone.localdate(at))
    if until < first:
        message = _("Expected a day from %(first)s on, not %(until)s")
        raise ValidationError({"until": message % {"first": first, "until": until}})
    taken.until, taken.ended_by = until, by
    taken.save()
    return taken


def _check_condition(assurance: StandingAssurance) -> None:
    if not assurance.never:
        return
    try:
        names = facts_of(parse(assurance.never, current_vocabulary()))
    except ConditionError as error:
        raise ValidationError({"never": str(error)}) from None
    for name in sorted(names):
        _check_gates(current_vocabulary()[name], assurance.gates)


def _check_gates(fact: Fact, gates: Sequence[str]) -> None:
    order = Gate.values
    early = [gate for gate in gates if order.index(gate) < order.index(fact.known_from)]
    if early:
        message = _("%(fact)s is known from the gate %(from)s on, not yet at %(gate)s")
        words = {"fact": fact.name, "from": fact.known_from, "gate": early[0]}
        raise ValidationError({"never": message % words})
