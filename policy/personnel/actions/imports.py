"""Imports of CSV files: the whole file in one transaction, or nothing of it."""

from collections.abc import Callable, Iterable, Sequence

from django.db import connection, models, transaction

from policy.personnel.importing.certificates import plan_certificates
from policy.personnel.importing.plan import Entry, Plan, require_agreement
from policy.personnel.importing.roster import plan_roster
from policy.personnel.importing.table import Row
from policy.personnel.models import Account, Certificate, Person
from policy.personnel.permissions import may_manage_personnel, require

BATCH = 500


def import_roster(*, by: Account | None, rows: Iterable[Row], agreed: str | None = None) -> Plan:
    """Adds and changes people as the rows say. Raises ImportRefused, and then nothing is changed.

    `agreed` is the digest of the plan that was shown; another plan is refused. The database closes
    the accounts of people who become suspended or separated.
    """
    return _import(by, rows, agreed, model=Person, plan_of=plan_roster, save=_save_roster)


def import_certificates(
    *, by: Account | None, rows: Iterable[Row], agreed: str | None = None
) -> Plan:
    """Adds certificates as the rows say, and changes none; as `import_roster` otherwise."""
    return _import(
        by, rows, agreed, model=Certificate, plan_of=plan_certificates, save=_save_certificates
    )


def _import(
    by: Account | None,
    rows: Iterable[Row],
    agreed: str | None,
    *,
    model: type[models.Model],
    plan_of: Callable[[Iterable[Row]], Plan],
    save: Callable[[Plan], None],
) -> Plan:
    require(may_manage_personnel(by))
    with transaction.atomic():
        _keep_others_from_writing(model)
        plan = plan_of(rows)
        require_agreement(plan, agreed)
        save(plan)
    return plan


def _keep_others_from_writing(model: type[models.Model]) -> None:
    """Until the transaction ends, so that what was planned is what is done."""
    with connection.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {model._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")


def _save_roster(plan: Plan) -> None:
    """Supervisors come last: only then does everyone exist, and no old chain is in the way."""
    Person.objects.bulk_create(
        (Person(**_without_supervisor(entry)) for entry in plan.added), batch_size=BATCH
    )
    people = Person.objects.in_bulk(field_name="serial_number")
    _update(people, plan.changed)
    moved = [
        entry
        for entry in (*plan.added, *plan.changed)
        if entry.values["supervisor"] != entry.before.get("supervisor", "")
    ]
    _place(people, moved)


def _update(people: dict[str, Person], entries: Sequence[Entry]) -> None:
    for entry in entries:
        for name, value in _without_supervisor(entry).items():
            setattr(people[entry.values["serial_number"]], name, value)
    changed = [people[entry.values["serial_number"]] for entry in entries]
    fields = ["first_name", "last_name", "email", "rank", "sworn", "unit", "status"]
    Person.objects.bulk_update(changed, fields, batch_size=BATCH)


def _place(people: dict[str, Person], entries: Sequence[Entry]) -> None:
    moved = [people[entry.values["serial_number"]] for entry in entries]
    Person.objects.filter(pk__in=[person.pk for person in moved]).update(supervisor=None)
    for person, entry in zip(moved, entries, strict=True):
        person.supervisor = people.get(entry.values["supervisor"])
    Person.objects.bulk_update(moved, ["supervisor"], batch_size=BATCH)


def _without_supervisor(entry: Entry) -> dict[str, object]:
    return {name: value for name, value in entry.values.items() if name != "supervisor"}


def _save_certificates(plan: Plan) -> None:
    Certificate.objects.bulk_create(
        [Certificate(**_fields(entry)) for entry in plan.added], batch_size=BATCH
    )


def _fields(entry: Entry) -> dict[str, object]:
    values = dict(entry.values)
    return {"person": values.pop("serial_number"), **values}
