"""`manage.py witness`: a witness of logs, for another office on another machine."""

import os
import socket
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from audits.trail.log.keys import BadKey, Kind, Signer, Verifier, read_signer, read_verifier
from audits.trail.witness.answering import Cosigner
from audits.trail.witness.memory import Busy, DamagedMemory, Memory
from audits.trail.witness.serving import serve
from policy import commands
from policy.commands import bad_input


class Command(commands.Command):
    help = (
        "Witness the trail of another office: cosign its checkpoints, and none that contradicts "
        "an earlier one. It needs no database, only its own key and a folder."
    )

    # Those are about the department's installation; the witness uses none of it.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--listen", required=True, metavar="HOST:PORT", help="where to listen")
        parser.add_argument(
            "--key", required=True, type=Path, help="its key, from new_signing_key --witness"
        )
        parser.add_argument(
            "--store",
            required=True,
            type=Path,
            metavar="DIR",
            help="where it keeps what it cosigned",
        )
        parser.add_argument(
            "--log", required=True, action="append", metavar="VKEY",
            help="the verifier key of a log; again for each log, and for each key of one",
        )  # fmt: skip

    def handle(
        self, *, listen: str, key: Path, store: Path, log: list[str], **options: Any
    ) -> None:
        host, port = _address(listen)
        cosigner = Cosigner(_key(key), list(map(_log, log)), Memory(store.resolve()))
        _require_free(host, port, listen)
        self._announce(cosigner, listen)
        serve(cosigner, host=host, port=port)
        self.stdout.write(_("The witness has stopped."))
        self.stdout.flush()
        # Threads of the web server may outlive it and abort the interpreter as that ends. Whatever
        # was cosigned is on disk.
        os._exit(0)

    def _announce(self, cosigner: Cosigner, listen: str) -> None:
        try:
            cosigner.prepare()
            known = cosigner.describe()
        except (Busy, DamagedMemory, OSError) as error:
            message = _("The store cannot be used, so nothing will be cosigned: %(why)s.")
            raise bad_input(message, why=error) from error
        self.stdout.write(known)
        self.stdout.write(_("It listens at %(address)s; Ctrl-C stops it.") % {"address": listen})
        self.stdout.flush()


def _address(listen: str) -> tuple[str, int]:
    host, _colon, port = listen.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        message = _('--listen: expected HOST:PORT, such as 127.0.0.1:8100, not "%(value)s".')
        raise bad_input(message, value=listen)
    return host.strip("[]"), int(port)


def _key(file: Path) -> Signer:
    try:
        signer = read_signer(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise bad_input(
            _("--key: %(file)s cannot be used: %(why)s."), file=file, why=error
        ) from error
    if signer.kind is not Kind.WITNESS:
        message = _("--key: %(file)s is the key of a log; make one with new_signing_key --witness.")
        raise bad_input(message, file=file)
    return signer


def _log(text: str) -> Verifier:
    try:
        verifier = read_verifier(text)
    except BadKey as error:
        raise bad_input(_("--log: %(why)s."), why=error) from error
    if verifier.kind is not Kind.LOG:
        raise bad_input(_("--log: the key of %(name)s is a witness's."), name=verifier.name)
    return verifier


def _require_free(host: str, port: int, listen: str) -> None:
    """The web server would share the port with another process, and its requests."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        message = _("--listen: cannot listen at %(address)s: %(why)s.")
        raise bad_input(message, address=listen, why=error.strerror or error) from error
