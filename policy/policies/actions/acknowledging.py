"""A published version goes to those whom it binds; each reads it and signs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policy.personnel.actions import notify_each
from policy.personnel.models import Account, Person, Unit
from policy.personnel.permissions import require
from policy.policies.errors import Conflict
from policy.policies.models import Acknowledgment, Binding, Version
from policy.policies.permissions import may_acknowledge, may_bind, may_work_on_policies
from policy.policies.queries import bound_since, missing_for, published_now, substance_of
from policy.policies.signing import field_of, is_name_of

# After how many days someone is reminded, and after how many their supervisor is told.
REMINDED_AFTER = (7, 14)
TOLD_AFTER = 21


@transaction.atomic
def bind(*, version: Version, units: Sequence[Unit], by: Account, at: datetime) -> None:
    """Binds these units, with everyone below them, and no others; none for the whole department."""
    locked = Version.objects.select_for_update().get(pk=version.pk)
    require(may_bind(by, locked))
    keys = {unit.pk for unit in units}
    locked.bindings.exclude(unit__in=keys).delete()
    kept = set(locked.bindings.values_list("unit", flat=True))
    Binding.objects.bulk_create(
        Binding(version=locked, unit_id=key, chosen_by=by, chosen_at=at)
        for key in sorted(keys - kept)
    )


@transaction.atomic
def acknowledge(
    *,
    version: Version,
    by: Account,
    at: datetime,
    read: str,
    typed_name: str,
    answers: Mapping[str, str],
) -> Acknowledgment:
    """Notes that `by` has read the version whose digest is `read`, and signed it by name.

    `answers` are those to its quiz, by `field_of` each question. Raises ValidationError for a
    wrong answer or another name, Conflict where it was acknowledged before or has ended.
    """
    require(may_acknowledge(by, version))
    _check_version(version, read, at)
    _check_answers(version, answers)
    _check_name(typed_name, by.member)
    try:
        with transaction.atomic():
            return Acknowledgment.objects.create(
                version=version,
                person=by.member,
                typed_name=" ".join(typed_name.split()),
                digest=version.digest,
                substance=substance_of(version),
                at=at,
            )
    except IntegrityError as error:
        if not version.acknowledgments.filter(person=by.member).exists():
            raise
        raise Conflict(_("You have acknowledged this version already.")) from error


@transaction.atomic
def remind(*, version: Version, by: Account, at: datetime) -> int:
    """Tells everyone who has not acknowledged the version, once a day; how many there are."""
    require(may_work_on_policies(by))
    if not published_now(at).filter(pk=version.pk).exists():
        raise Conflict(_("This version is not published, or has ended: nobody has to sign it."))
    return _remind(version, at.date().isoformat(), at)


@transaction.atomic
def remind_of_acknowledgments(*, at: datetime) -> None:
    """Reminds after 7 and 14 days, and tells supervisors after 21. Safe to run twice.

    A late run sends the latest reminder that is due, not all that it missed.
    """
    for version in published_now(at):
        since = bound_since(version)
        days = (at - since) // timedelta(days=1) if since else 0
        due = [after for after in REMINDED_AFTER if after <= days]
        if due:
            _remind(version, str(max(due)), at)
        if days >= TOLD_AFTER:
            _tell_supervisors(version, at)


def _check_version(version: Version, read: str, at: datetime) -> None:
    if read != version.digest:
        raise ValidationError(_("You read another text. Read it again first."))
    if not published_now(at).filter(pk=version.pk).exists():
        raise Conflict(_("This version has ended: nobody has to acknowledge it any longer."))


def _check_answers(version: Version, answers: Mapping[str, str]) -> None:
    wrong = {
        field_of(question): _("This is not right. Read the text again, and try once more.")
        for question in version.quiz.all()
        if answers.get(field_of(question)) != question.answer
    }
    if wrong:
        raise ValidationError(wrong)


def _check_name(typed: str, person: Person) -> None:
    if not is_name_of(typed, person):
        message = _("Expected your name, “%(expected)s”, not “%(typed)s”.")
        raise ValidationError({"typed_name": message % {"expected": person.name, "typed": typed}})


def _remind(version: Version, when: str, at: datetime) -> int:
    missing = Account.objects.filter(is_active=True, person__in=missing_for(version))
    text = _("Please read and acknowledge: %s.") % version
    link = reverse("policies:acknowledgment", args=(version.policy.slug, version.number))
    key = f"acknowledge-{version.pk}-{when}"
    return _told(missing, key=key, text=text, link=link, at=at)


def _tell_supervisors(version: Version, at: datetime) -> None:
    """Each supervisor is told once how many of those right below have not acknowledged."""
    late = missing_for(version).filter(supervisor__account__is_active=True).order_by()
    counted = late.values_list("supervisor__account").annotate(Count("pk"))
    link = reverse("policies:acknowledgments", args=(version.policy.slug, version.number))
    for account, count in counted.order_by(F("supervisor__account")):
        text = ngettext(
            "%(count)s person below you has not acknowledged %(version)s.",
            "%(count)s people below you have not acknowledged %(version)s.",
            count,
        ) % {"count": count, "version": version}
        key = f"acknowledge-{version.pk}-{TOLD_AFTER}"
        _told([Account(pk=account)], key=key, text=text, link=link, at=at)


def _told(accounts: Iterable[Account], *, key: str, text: str, link: str, at: datetime) -> int:
    told = list(accounts)
    notify_each(told, key=key, text=text, link=link, at=at)
    return len(told)
