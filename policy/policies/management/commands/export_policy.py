"""`manage.py export_policy SLUG [VERSION]`: a version as the pack that it was imported from."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from policy import commands
from policy.commands import bad_input
from policy.policies.models import Version
from policy.policies.packs import write_pack
from policy.policies.queries import pack_of, versions_in_force


class Command(commands.Command):
    """Exit code 0: exported. 2: bad input."""

    help = "Write a version of a policy as a pack (TOML): the one in force, or of the number given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("slug", help=_("the policy's short name"))
        add("number", nargs="?", type=int, metavar="version", help=_("the number of the version"))
        add("--output", type=Path, metavar="FILE", help=_("write to this file, not to stdout"))
        add("--json", action="store_true", help=_("answer in JSON, the pack as one text in it"))

    def handle(self, *, slug: str, number: int | None, output: Path | None, **options: Any) -> None:
        version = _version(slug, number)
        text = write_pack(pack_of(version))
        if options["json"]:
            text = json.dumps(
                {"policy": slug, "version": version.number, "digest": version.digest, "pack": text}
            )
        if output is None:
            self.stdout.write(text, ending="" if text.endswith("\n") else None)
        else:
            _write(output, text)


def _version(slug: str, number: int | None) -> Version:
    """The version of this number; else the one in force, or else the latest."""
    versions = Version.objects.filter(policy__slug=slug).order_by("-number")
    if not versions:
        raise bad_input(_('There is no policy "%(slug)s".'), slug=slug)
    if number is None:
        return versions_in_force(timezone.now()).filter(policy__slug=slug).first() or versions[0]
    found = versions.filter(number=number).first()
    if found is None:
        words = {"slug": slug, "numbers": ", ".join(str(version.number) for version in versions)}
        message = _('"%(slug)s" has no version %(number)d; it has %(numbers)s.')
        raise bad_input(message, number=number, **words)
    return found


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        message = _("%(file)s cannot be written: %(reason)s.")
        raise bad_input(message, file=file, reason=error.strerror) from None
