"""Which tables are recorded, and what each row is about; every other table says why it is not."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models

# Apps of which every table is recorded.
WHOLE_APPS = (
    "auth",
    "changes",
    "findings",
    "lists",
    "mfa",
    "personnel",
    "policies",
    "reports",
    "searches",
    "systems",
)

# What an app that is recorded only in part keeps.
ALSO = (
    "account.EmailAddress",
    "axes.AccessAttempt",
    "discovery.Belonging",
    "discovery.Import",
    "discovery.PermittedHost",
    "discovery.Reach",
    "discovery.SavedMapping",
    "discovery.StoredObservation",
    "discovery.WatchedFolder",
    "trail.SealedEntry",
    "trail.SealingOrder",
    "trail.Verification",
)

NOT_RECORDED = {
    "account.EmailConfirmation": "Addresses are not confirmed here; nothing writes it.",
    "admin.LogEntry": "It says once more, and with less, what the trail says of the admin.",
    "axes.AccessAttemptExpiration": "Locked accounts do not expire; nothing writes it.",
    "axes.AccessFailureLog": "The web layer records each refused sign-in.",
    "axes.AccessLog": "The web layer records each sign-in and sign-out.",
    "contenttypes.ContentType": "The names of the tables, made by each migration.",
    "discovery.FileFault": "What could not be read of a file; its import is recorded as partial.",
    "discovery.ImportedFile": "How far a file is read; what its import came to is recorded.",
    "discovery.StoredContact": "Lines of logs, sealed; what they come to is recorded.",
    "procrastinate.ProcrastinateEvent": "The queue of jobs; what a job does is recorded.",
    "procrastinate.ProcrastinateJob": "The queue of jobs; what a job does is recorded.",
    "procrastinate.ProcrastinatePeriodicDefer": "The queue of jobs.",
    "procrastinate.ProcrastinateWorker": "The queue of jobs.",
    "sessions.Session": "Who is signed in; the web layer records sign-ins and sign-outs.",
    "trail.Checkpoint": "The trail itself.",
    "trail.Cosignature": "The trail itself.",
    "trail.Entry": "The trail itself.",
    "trail.Position": "The trail itself.",
    "trail.SigningKey": "The trail itself; every key signs the checkpoints that follow.",
}

_PERSON_OF = "(SELECT person_id FROM public.personnel_account WHERE id = {row}.{column})"
_REQUEST_OF_RUN = "(SELECT request_id FROM public.searches_run WHERE id = {row}.run_id)"


@dataclass(frozen=True, kw_only=True)
class About:
    """SQL over `{row}` for the search request and the person that a row is about.

    Of a `secret` column only the SHA-256 is told; an `untold` one is told by an event of its own,
    or by nothing.
    """

    request: str = "NULL"
    person: str = "NULL"
    secret: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


def _of(column: str) -> str:
    return f"{{row}}.{column}"


def _of_account(column: str = "account_id") -> str:
    return _PERSON_OF.replace("{column}", column)


def _step(person: str) -> About:
    return About(request=_of("request_id"), person=_of(person))


ABOUT: dict[str, About] = {
    "account.EmailAddress": About(person=_of_account("user_id")),
    # What was typed for a name may be a password.
    "axes.AccessAttempt": About(secret=("username", "get_data", "post_data")),
    # Beside the run that explains it, even a pseudonym would name a person.
    "discovery.StoredObservation": About(untold=("actor", "subject_id")),
    # A name, even sealed, does not enter what can never be taken out again.
    "findings.Disclosure": About(secret=("sealed",)),
    "findings.Evidence": About(secret=("sealed", "sealed_link")),
    "findings.Reply": About(secret=("sealed",)),
    "findings.Subject": About(secret=("sealed",)),
    "mfa.Authenticator": About(person=_of_account("user_id"), secret=("data",)),
    "personnel.Account": About(
        person=_of("person_id"), secret=("password",), untold=("last_login",)
    ),
    "personnel.Certificate": About(person=_of("person_id")),
    "personnel.Notice": About(person=_of_account()),
    "personnel.NoticeReading": About(person=_of_account()),
    "personnel.Person": About(person=_of("id")),
    "personnel.RoleGrant": About(person=_of_account()),
    "policies.Acknowledgment": About(person=_of("person_id")),
    "searches.Approval": _step("approver_id"),
    "searches.Closing": _step("closed_by_id"),
    "searches.ContentVersion": About(request=_of("request_id")),
    "searches.Lead": _step("released_by_id"),
    "searches.ProbeImage": _step("uploaded_by_id"),
    "searches.Review": About(request=_REQUEST_OF_RUN, person=_of("examiner_id")),
    "searches.Run": _step("operator_id"),
    "searches.SearchRequest": About(request=_of("id"), person=_of("requester_id")),
    "searches.Step": _step("actor_id"),
    "trail.SealingOrder": About(request=_of("request_id")),
}
NOTHING = About()


@dataclass(frozen=True)
class Table:
    """A recorded table: its model, and what its rows are about."""

    model: type[models.Model]
    about: About = field(default=NOTHING)

    @property
    def kind(self) -> str:
        return self.model._meta.label

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    @property
    def secret(self) -> str:
        """The secret columns as an array of SQL."""
        return "ARRAY[" + ", ".join(f"'{name}'" for name in self.about.secret) + "]::text[]"


def recorded_tables() -> Iterator[Table]:
    """Every recorded table, by the label of its model."""
    for label, model in sorted((model._meta.label, model) for model in tables()):
        if model._meta.app_label in WHOLE_APPS or label in ALSO:
            yield Table(model, ABOUT.get(label, NOTHING))


def tables() -> Iterator[type[models.Model]]:
    """The model of every table; all apps but this one have to be loaded before."""
    for by_name in apps.all_models.values():
        for model in by_name.values():
            owner = model._meta.auto_created
            swapped = model._meta.swapped or (isinstance(owner, type) and owner._meta.swapped)
            if not (model._meta.proxy or swapped):
                yield model
