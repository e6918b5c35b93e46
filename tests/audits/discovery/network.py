"""A department whose network was looked at: a detective who searched outside, and one who may."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from audits.discovery.models import Import, StoredObservation
from audits.findings.actions import ask_for_name, decide_on_name
from audits.findings.choices import Basis
from audits.findings.models import Unmasking
from policy.personnel.choices import Role
from policy.personnel.models import Account, Person
from policy.searches.models import Run
from policy.systems.models import System
from tests.audits.discovery.importing import (
    AT,
    COUNTY_SEARCH,
    PAGE,
    imported,
    in_order,
    quiet,
    squid,
)
from tests.factories.personnel import AccountFactory, PersonFactory
from tests.factories.systems import HostNameFactory
from tests.policy.searches.office import Office, approve, fresh, open_office, run, submitted

MINUTE = timedelta(minutes=1)
WHY = "The internal investigation 26-07 has to know whom it is about."


@dataclass
class Network:
    """`run` explains a search in the logs of `made`, and nothing the detective's two."""

    office: Office
    auditor: Account
    oversight: Account
    detective: Person
    clearview: System
    lacris: System
    run: Run
    made: Import

    @property
    def open_search(self) -> StoredObservation:
        return StoredObservation.objects.filter(state="open", kind="search").earliest("at")


def lines_of(examiner: Person, detective: Person) -> list[str]:
    """Two searches outside, a visit by nobody known, and the search of an approved run."""
    known, may = detective.serial_number, examiner.serial_number
    return [
        *quiet(AT - timedelta(hours=3), 6),
        squid(AT + MINUTE, COUNTY_SEARCH, user=may),
        squid(AT + 2 * MINUTE, user=known),
        squid(AT + 4 * MINUTE, user=known),
        squid(AT + 60 * MINUTE, PAGE, method="GET", client="10.9.9.9"),
    ]


def looked_at(folder: Path) -> Network:
    office = open_office()
    HostNameFactory(system=office.lacris, domain="facesearch.county.example")
    HostNameFactory(system=office.clearview, domain="clearview.ai")
    detective = PersonFactory(serial_number="31234")
    auditor = AccountFactory(roles=[Role.AUDITOR])
    request = submitted(office)
    approve(office, request)
    run(office, request)
    text = in_order(lines_of(office.examiner.person, detective))
    made = imported(folder, {"access.log": text, "badge.txt": "who=7 door=3\n"}, by=auditor)
    return Network(
        office=office,
        auditor=auditor,
        oversight=AccountFactory(roles=[Role.OVERSIGHT]),
        detective=detective,
        clearview=office.clearview,
        lacris=office.lacris,
        run=fresh(request).run,
        made=made,
    )


def unmasked_for(account: Account, observation: StoredObservation, *, at: datetime) -> Unmasking:
    """The name behind the finding of `observation`, granted to `account` by somebody else."""
    asked = ask_for_name(
        finding=observation.finding, basis=Basis.INVESTIGATION, words=WHY, by=account, at=at
    )
    other = AccountFactory(roles=[Role.OVERSIGHT])
    return decide_on_name(unmasking=asked, granted=True, reason="As ordered.", by=other, at=at)
