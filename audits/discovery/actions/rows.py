"""The rows in which what is counted is stored."""

from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet

from audits.discovery.actions.parties import Work
from audits.discovery.models import StoredObservation
from audits.discovery.reconciling import Reconciled
from audits.findings.models import Finding

_AT_A_TIME = 1000
_COUNTED = """
    UPDATE discovery_storedcontact contact SET observation_id = told.observation, counted = true
    FROM unnest(%s::bigint[], %s::bigint[]) told (id, observation) WHERE contact.id = told.id
"""


class Rows:
    """The rows of the observations that some work comes to; nothing is written before `store`."""

    def __init__(self, work: Work) -> None:
        self._was = work.was
        before = self._stored_in(seen.contact.key for visit in work.visits for seen in visit)
        self._before = StoredObservation.objects.select_related("finding").in_bulk(before)
        self._findings = {row.finding_id for row in self._before.values() if row.finding_id}
        self._as_it_was = {key: _values(row) for key, row in self._before.items()}
        self._rows: list[StoredObservation] = []
        self._contacts: list[list[int]] = []
        self._kept: set[int] = set()

    @property
    def before(self) -> set[int]:
        """The keys of the observations that are counted again."""
        return set(self._before)

    def row_of(self, one: Reconciled, actor: str) -> StoredObservation:
        """The row that holds the observation of `actor` already, or a new one.

        What was somebody else's, or nobody's, stays theirs, and so does its finding.
        """
        parts = [seen.contact.key for seen in (*one.observation.seen, *one.observation.around)]
        free = [
            key
            for key in sorted(self._stored_in(parts) - self._kept)
            if self._before[key].actor == actor
        ]
        row = self._before[free[0]] if free else StoredObservation()
        self._kept.update(free[:1])
        self._rows.append(row)
        self._contacts.append(parts)
        return row

    def store(self) -> None:
        """Writes what changed, and which contacts each row has; a row without any goes."""
        new = [row for row in self._rows if row.pk is None]
        StoredObservation.objects.bulk_create(new, batch_size=_AT_A_TIME)
        changed = [
            row for row in self._rows if self._as_it_was.get(row.pk, _values(row)) != _values(row)
        ]
        StoredObservation.objects.bulk_update(changed, _FIELDS, batch_size=_AT_A_TIME)
        pairs = [
            (contact, row.pk)
            for row, contacts in zip(self._rows, self._contacts, strict=True)
            for contact in contacts
        ]
        with connection.cursor() as cursor:
            cursor.execute(_COUNTED, [[pair[place] for pair in pairs] for place in (0, 1)])
        gone = StoredObservation.objects.filter(pk__in=self.before - self._kept, contacts=None)
        gone.delete()

    def left(self) -> QuerySet[Finding]:
        """The findings under which nothing stands any longer, once all is stored."""
        return Finding.objects.filter(pk__in=self._findings, observations=None)

    def _stored_in(self, contacts: Iterable[int]) -> set[int]:
        return {self._was[key] for key in contacts if key in self._was}


_FIELDS = [field.name for field in StoredObservation._meta.concrete_fields if field.name != "id"]


def _values(row: StoredObservation) -> list[object]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]
