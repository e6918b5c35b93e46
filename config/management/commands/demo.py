"""`manage.py demo`: loads the demonstration department into an empty database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from config.demo.loading import NotAllowed, load_demo
from policy import commands
from policy.commands import BAD_INPUT, REFUSED

SEED = 20201113


class Command(commands.Command):
    """Exit code 0: loaded. 1: nothing done, as the database is not empty. 2: bad input."""

    help = "Load the demonstration department into an empty database (never in production)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=SEED, help=f"the seed ({SEED})")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *, seed: int, json: bool, **options: Any) -> None:
        try:
            loaded = load_demo(seed=seed, at=timezone.now())
        except NotAllowed as error:
            raise CommandError(
                "The demonstration has a public password and is refused where PRODUCTION is on.",
                returncode=BAD_INPUT,
            ) from error
        people, requests = (loaded.people, loaded.requests) if loaded else (0, 0)
        self.stdout.write(_as_json(people, requests) if json else _in_words(people, requests))
        if not loaded:
            sys.exit(REFUSED)


def _as_json(people: int, requests: int) -> str:
    return json.dumps({"people": people, "requests": requests})


def _in_words(people: int, requests: int) -> str:
    if not people:
        return "The database is not empty: the demonstration was not loaded."
    return f"Loaded the demonstration: {people} people and {requests} requests."
