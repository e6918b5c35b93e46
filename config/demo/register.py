"""The systems and the policies of the demonstration."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from policy.personnel.models import Account
from policy.policies import actions
from policy.policies.packs import read_pack, shipped_packs
from policy.systems.actions import load_catalog
from policy.systems.choices import SystemStatus
from policy.systems.models import System

ALLOWED = "LACRIS"

# What the invented department assures, whatever its policies say.
STANDING: tuple[dict[str, Any], ...] = (
    {
        "identifier": "never-commercial",
        "text": "No search on a commercial service is ever run.",
        "gates": ["run"],
        "never": 'system.ownership == "commercial"',
    },
    {
        "identifier": "never-arrest-on-lead-alone",
        "text": "No one is arrested on a lead alone.",
        "gates": ["act"],
        "never": 'act.kind == "arrest" && !evidence.independent',
    },
    {
        "identifier": "always-reviewed",
        "text": "No lead is released that no examiner has reviewed.",
        "gates": ["release"],
        "always_requires": "review",
    },
)


def make_systems(*, by: Account, at: datetime) -> None:
    """The catalog as shipped, with the one system that the demonstration allows."""
    load_catalog(by=by, at=at)
    System.objects.filter(name=ALLOWED).update(
        status=SystemStatus.ALLOWED, verified_on=at.date() - timedelta(days=1)
    )


def publish_packs(*, author: Account, approver: Account, at: datetime) -> None:
    """Every shipped pack, written by one policy officer and approved by another, in force."""
    for step, path in enumerate(shipped_packs().values()):
        moment = at + timedelta(hours=step)
        version = actions.import_pack(pack=read_pack(path.read_text()), by=author, at=moment)
        actions.send_to_review(version=version, by=author, at=moment + timedelta(minutes=10))
        actions.approve(version=version, by=approver, at=moment + timedelta(minutes=30))
        actions.publish(version=version, by=approver, at=moment + timedelta(minutes=40))


def assure(*, by: Account, at: datetime) -> None:
    """The standing assurances of the department, all of which its policies keep."""
    for entries in STANDING:
        actions.add_standing_assurance(**entries, since=timezone.localdate(at), by=by, at=at)
