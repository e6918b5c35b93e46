"""From a pack to a draft, and away with a draft that is not wanted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from policy.personnel.models import Account
from policy.personnel.permissions import require
from policy.policies.actions.moving import take
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.lifecycle import Action
from policy.policies.models import Assurance, Clause, Policy, Question, Requirement, Rule, Version
from policy.policies.packs import Pack, digest_of
from policy.policies.permissions import may_work_on_policies


@transaction.atomic
def import_pack(*, pack: Pack, by: Account, at: datetime, replace_draft: bool = False) -> Version:
    """Stores a pack as a draft, whole or not at all.

    Raises Conflict where the policy has a version of this number already, unless that is a draft
    and `replace_draft` says to discard it.
    """
    require(may_work_on_policies(by))
    policy, _made = Policy.objects.get_or_create(slug=pack.policy.slug)
    Policy.objects.select_for_update().get(pk=policy.pk)
    _make_room(policy, pack.version.number, by if replace_draft else None)
    version = Version.objects.create(
        policy=policy,
        number=pack.version.number,
        title=pack.policy.title,
        issuer=pack.policy.issuer,
        source=pack.policy.source,
        summary=pack.version.summary,
        interim=pack.version.interim,
        effective_from=pack.version.effective_from,
        effective_until=pack.version.effective_until,
        until_event=pack.version.until_event,
        digest=digest_of(pack),
        author=by,
        created_at=at,
    )
    _write_rules(version, pack, _write_clauses(version, pack))
    _write_questions(version, pack)
    _write_assurances(version, pack)
    return version


@transaction.atomic
def discard(*, version: Version, by: Account) -> None:
    """Deletes a draft."""
    take(version, Action.DISCARD, by=by).delete()


def _make_room(policy: Policy, number: int, replacing: Account | None) -> None:
    """Only its author replaces a draft: nobody becomes the author of what another wrote."""
    present = policy.versions.select_for_update().filter(number=number).first()
    if present is None:
        return
    words = {"version": present, "state": present.get_state_display()}
    if present.state != VersionState.DRAFT:
        raise Conflict(
            _("%(version)s exists already (%(state)s). Give the pack another version number.")
            % words
        )
    if replacing is None:
        raise Conflict(
            _(
                "%(version)s exists already as a draft. Say that it is to be replaced, or give the "
                "pack another version number."
            )
            % words
        )
    if present.author != replacing:
        raise Conflict(
            _("%(version)s is a draft of %(author)s, who alone replaces it. Discard it first.")
            % {"version": present, "author": present.author.display_name}
        )
    present.delete()


def _write_clauses(version: Version, pack: Pack) -> dict[str, Clause]:
    clauses = Clause.objects.bulk_create(
        Clause(
            version=version,
            position=position,
            identifier=clause.id,
            heading=clause.heading,
            text=clause.text,
            enforcement=clause.enforcement,
            source=clause.source,
        )
        for position, clause in enumerate(pack.clauses, 1)
    )
    return {clause.identifier: clause for clause in clauses}


def _write_rules(version: Version, pack: Pack, clauses: dict[str, Clause]) -> None:
    rules = Rule.objects.bulk_create(
        Rule(
            version=version,
            clause=clauses[rule.clause],
            position=position,
            identifier=rule.id,
            gates=list(rule.gates),
            effect=rule.effect,
            when=rule.when,
        )
        for position, rule in enumerate(pack.rules, 1)
    )
    Requirement.objects.bulk_create(
        Requirement(
            rule=rule, position=position, kind=requirement.kind, details=requirement.details
        )
        for rule, text in zip(rules, pack.rules, strict=True)
        for position, requirement in enumerate(text.requirements, 1)
    )


def _write_questions(version: Version, pack: Pack) -> None:
    Question.objects.bulk_create(
        Question(
            version=version,
            position=position,
            name=question.name,
            label=question.label,
            type=question.type,
            choices=question.choices,
            gates=list(question.gates),
            when=question.when,
        )
        for position, question in enumerate(pack.questions, 1)
    )


def _write_assurances(version: Version, pack: Pack) -> None:
    Assurance.objects.bulk_create(
        Assurance(
            version=version,
            position=position,
            identifier=assurance.id,
            text=assurance.text,
            gates=list(assurance.gates),
            never=assurance.never,
            always_requires=assurance.always_requires,
        )
        for position, assurance in enumerate(pack.assurances, 1)
    )
