"""Tells the database who acts, before it is asked to write anything."""

from collections.abc import Callable
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from psycopg.pq import TransactionStatus

from audits.trail.acting import setting_now

_TELL = "SELECT set_config('gatehouse.acting', %s, %s)"
_BACK = "ROLLBACK"
# What cannot write; SET TRANSACTION has to be the first statement of its own. Everything else can,
# a SELECT by a function that it calls.
_WRITES_NOTHING = ("SAVEPOINT", "RELEASE", _BACK, "SET TRANS")
# Nobody is called so: it has to be told anew.
_UNKNOWN = "\0"


class Naming:
    """Of one connection: what the database has been told, for the session and this transaction.

    What is told within a transaction is forgotten when it ends, and when it goes back to a
    savepoint; what is told outside of one stands until it is told anew.
    """

    def __init__(self) -> None:
        self.session = ""
        self.transaction: str | None = None

    def __call__(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any
    ) -> Any:
        connection = context["connection"]
        outside = _is_idle(connection)
        verb = str(sql).lstrip()[:9].upper()
        if outside:
            self.transaction = None
        elif verb.startswith(_BACK):
            # What holds now is what was told before the savepoint, whatever that was.
            self.transaction = _UNKNOWN
        if not verb.startswith(_WRITES_NOTHING):
            self._tell(connection, lasting=outside and connection.get_autocommit())
        return execute(sql, params, many, context)

    def _tell(self, connection: BaseDatabaseWrapper, *, lasting: bool) -> None:
        wanted = setting_now()
        told = self.session if self.transaction is None else self.transaction
        if told == wanted:
            return
        connection.connection.execute(_TELL, [wanted, not lasting])
        if lasting:
            self.session = wanted
        else:
            self.transaction = wanted


def _is_idle(connection: BaseDatabaseWrapper) -> bool:
    return connection.connection.info.transaction_status == TransactionStatus.IDLE


def name_on_every_connection() -> None:
    connection_created.connect(_name, dispatch_uid="audits.trail.naming")


def _name(connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """A new session has been told nothing yet, also where its wrapper had another before."""
    others = [it for it in connection.execute_wrappers if not isinstance(it, Naming)]
    # Outermost: whoever takes their own wrapper off again takes off the last.
    connection.execute_wrappers[:] = [Naming(), *others]
