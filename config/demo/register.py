"""The systems, the agencies and the policies of the demonstration."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from config.demo.changes import allow
from policy.lists.models import Agency, Agreement
from policy.personnel.actions import read_all_notices
from policy.personnel.choices import PersonStatus
from policy.personnel.models import Account, Person
from policy.policies import actions
from policy.policies.models import Acknowledgment
from policy.policies.packs import read_pack, shipped_packs
from policy.policies.queries import substance_of, versions_in_force
from policy.systems.actions import load_catalog
from policy.systems.models import System

ALLOWED = "LACRIS"

# A department of Los Angeles County; the other packs that ship would refuse all that it does.
IN_FORCE = ("lacris-member-policy", "lapd-notice-2020", "lapd-policy-2021")
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


def make_systems(*, by: Account, approver: Account, at: datetime) -> None:
    """The catalog as shipped, with the one system that the demonstration allows."""
    load_catalog(by=by, at=at)
    System.objects.filter(name=ALLOWED).update(verified_on=at.date() - timedelta(days=1))
    allow(System.objects.get(name=ALLOWED), by=by, approver=approver, at=at)


def make_agencies(*, by: Account, at: datetime) -> None:
    """Two neighbors, of which one has an agreement."""
    sheriff = Agency(name="Norwell County Sheriff", kind="local")
    actions.add_agency(agency=sheriff, by=by, at=at)
    actions.add_agency(agency=Agency(name="Port Amity Police", kind="local"), by=by, at=at)
    agreement = Agreement(
        agency=sheriff, reference="Memorandum of understanding 14", since=at.date()
    )
    actions.add_agreement(agreement=agreement, by=by)


def sign_packs(random: Random, *, at: datetime) -> None:
    """Most people have signed what is in force; a few have not, and the detective lacks one."""
    serving = Person.objects.filter(status=PersonStatus.ACTIVE)
    people = list(serving.exclude(account__username="detective"))
    detective = serving.get(account__username="detective")
    signed = [
        (version, person)
        for version in versions_in_force(at)
        for person in random.sample(people, len(people) * 93 // 100)
    ]
    signed += [(version, detective) for version in list(versions_in_force(at))[:-1]]
    Acknowledgment.objects.bulk_create(
        Acknowledgment(
            version=version,
            person=person,
            typed_name=person.name,
            digest=version.digest,
            substance=substance_of(version),
            at=(version.published_at or at) + timedelta(hours=random.randrange(1, 24 * 12)),
        )
        for version, person in signed
    )


def publish_packs(*, author: Account, approver: Account, at: datetime) -> None:
    """The packs of the county, written by one policy officer, approved by another, in force."""
    for step, slug in enumerate(IN_FORCE):
        path = shipped_packs()[slug]
        moment = at + timedelta(hours=step)
        version = actions.import_pack(pack=read_pack(path.read_text()), by=author, at=moment)
        actions.send_to_review(
            version=version,
            by=author,
            at=moment + timedelta(minutes=10),
            reviewers=[approver],
        )
        actions.approve(version=version, by=approver, at=moment + timedelta(minutes=30))
        actions.publish(version=version, by=approver, at=moment + timedelta(minutes=40))
    for account in (author, approver):
        read_all_notices(by=account, at=at + timedelta(days=1))


def assure(*, by: Account, at: datetime) -> None:
    """The standing assurances of the department, all of which its policies keep."""
    for entries in STANDING:
        actions.add_standing_assurance(**entries, since=timezone.localdate(at), by=by, at=at)
