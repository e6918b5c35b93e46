"""From the contacts of an import to observations, each of which is explained or a finding."""

import logging
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from audits.discovery import uploads
from audits.discovery.actions.accounting import Register, account_for, register
from audits.discovery.actions.attributing import attribute_again, attribute_new, uncounted
from audits.discovery.actions.parties import DUE
from audits.discovery.actions.tracing import close_traced, open_untraced
from audits.discovery.actions.turns import Stopped, concludes
from audits.discovery.choices import Role, Stage
from audits.discovery.models import FileFault, Import, StoredContact
from audits.discovery.seeing import blind_spots_of, records_of

_AT_A_TIME = 2000
Contacts = QuerySet[StoredContact]

log = logging.getLogger(__name__)


def conclude_import(made: Import, *, at: datetime) -> None:
    """Attributes the contacts of an import, counts what they come to, and accounts for each.

    Contacts of earlier imports that belong to the same visits are counted with them. It goes piece
    by piece: whoever begins again goes on with the first that is missing, and two that do it at
    once take turns. Raises Stopped where the import is canceled, or over.
    """
    known, records = register(), records_of(made)
    attribute_new(made, records, known.services)
    if made.files.filter(role=Role.TABLE).exists():
        attribute_again(made, records, known.services)
    due = uncounted(made).filter(system__in=known.services).exclude(actor="")
    _account(made, due.filter(file__batch=made), known, at=at)
    _account_for_the_left(made, due.exclude(file__batch=made), known, at=at)
    _end(made, at=at)


def _account_for_the_left(made: Import, due: Contacts, known: Register, *, at: datetime) -> None:
    """What others left behind, or what has to be counted again; what fails there is not ours."""
    try:
        _account(made, due, known, at=at)
    except Stopped:
        raise
    except Exception:
        log.exception("What earlier imports left could not be accounted for")


def _account(made: Import, due: Contacts, known: Register, *, at: datetime) -> None:
    """Accounts for what nobody has accounted for, party by party."""
    due = due.order_by(*DUE)
    actor: str | None = ""
    while actor is not None:
        with concludes(made):
            # What was done is not looked at again on the way to what is left.
            left = due.filter(actor__gte=actor).values_list(*DUE)
            some = list(left[:_AT_A_TIME])
            actor = some[-1][0] if some else None
            if some:
                account_for(some, known, by=made.brought_by, at=at)


def _end(made: Import, *, at: datetime) -> None:
    with concludes(made) as locked:
        open_untraced(locked, at=at)
        close_traced(at=at)
        locked.blind_spots = blind_spots_of(locked)
        locked.stage = Stage.PARTIAL if _is_partial(locked) else Stage.DONE
        locked.stage_at = at
        locked.save()
        transaction.on_commit(lambda: uploads.discard(locked))


def _is_partial(made: Import) -> bool:
    return (
        made.files.filter(role=Role.REFUSED).exists()
        or FileFault.objects.filter(file__batch=made).exists()
    )
