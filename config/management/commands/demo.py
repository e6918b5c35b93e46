"""`manage.py demo`: loads the demonstration department into an empty database."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo.loading import NotAllowed, load_demo

SEED = 20201113


class Command(BaseCommand):
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
                returncode=2,
            ) from error
        people, requests = (loaded.people, loaded.requests) if loaded else (0, 0)
        self.stdout.write(_as_json(people, requests) if json else _in_words(people, requests))


def _as_json(people: int, requests: int) -> str:
    return json.dumps({"people": people, "requests": requests})


def _in_words(people: int, requests: int) -> str:
    if not people:
        return "The database is not empty: the demonstration was not loaded."
    return f"Loaded the demonstration: {people} people and {requests} requests."
