"""`manage.py import_policy FILE`: a policy pack made a draft, whole or not at all."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from policy import commands
from policy.commands import REFUSED, bad_input
from policy.personnel.choices import Role
from policy.personnel.models import Account
from policy.policies.actions import import_pack
from policy.policies.errors import Conflict
from policy.policies.management.reading import pack_of
from policy.policies.models import Version
from policy.policies.queries import current_vocabulary


class Command(commands.Command):
    """Exit code 0: imported. 1: refused, as the version exists. 2: bad input."""

    help = "Import a policy pack (TOML) as a draft, or nothing where it has an error."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("file", type=Path, help=_("the file of a pack"))
        add("--author", metavar="USERNAME", help=_("the policy officer in whose name it is"))
        add("--replace-draft", action="store_true", help=_("replace the draft of this number"))
        add("--json", action="store_true", help=_("answer in JSON"))

    def handle(
        self, *, file: Path, author: str | None, replace_draft: bool, **options: Any
    ) -> None:
        pack = pack_of(file, current_vocabulary())
        try:
            version = import_pack(
                pack=pack, by=_author(author), at=timezone.now(), replace_draft=replace_draft
            )
        except PermissionDenied as error:
            raise bad_input("--author: %(error)s", error=error) from None
        except Conflict as conflict:
            raise CommandError(str(conflict), returncode=REFUSED) from None
        self.stdout.write(_as_json(version) if options["json"] else _in_words(version))


def _author(username: str | None) -> Account:
    """The account named; else the only policy officer, where there is one."""
    accounts = Account.objects.filter(is_active=True)
    if username is not None:
        found = accounts.filter(username=username).first()
        if found is None:
            raise bad_input(_('--author: there is no active account "%(name)s".'), name=username)
        return found
    officers = list(accounts.filter(grants__role=Role.POLICY_OFFICER)[:2])
    if len(officers) != 1:
        raise bad_input(_("Say in whose name: --author and the user name of a policy officer."))
    return officers[0]


def _as_json(version: Version) -> str:
    return json.dumps(
        {
            "policy": version.policy.slug,
            "version": version.number,
            "state": version.state,
            "author": version.author.username,
            "digest": version.digest,
        }
    )


def _in_words(version: Version) -> str:
    return _("Imported as a draft: %(version)s, by %(author)s.") % {
        "version": version,
        "author": version.author.display_name,
    }
