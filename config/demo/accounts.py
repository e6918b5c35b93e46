"""The accounts of the demonstration, whose password everyone may know."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from policy.personnel.choices import Role

DEMO_PASSWORD = "gatehouse demo"  # noqa: S105  # public on purpose: refused in production


@dataclass(frozen=True)
class DemoAccount:
    username: str
    roles: tuple[Role, ...]
    tries: str | Promise
    password: str = DEMO_PASSWORD

    @property
    def role(self) -> str:
        return ", ".join(str(role.label) for role in self.roles)


DEMO_ACCOUNTS: tuple[DemoAccount, ...] = (
    DemoAccount(
        "detective",
        (Role.REQUESTER,),
        _("Ask for a search: on Clearview AI it is refused, on LACRIS it goes to approval."),
    ),
    DemoAccount(
        "officer",
        (Role.REQUESTER,),
        _("Ask for a search with a certificate of training that has lapsed."),
    ),
    DemoAccount(
        "supervisor",
        (Role.SUPERVISOR, Role.REQUESTER),
        _("Approve, deny or return what your detectives ask for."),
    ),
    DemoAccount(
        "examiner",
        (Role.EXAMINER,),
        _("Run an approved search, record its result and release a lead."),
    ),
    DemoAccount("examiner2", (Role.EXAMINER,), _("Compare candidates as a second pair of eyes.")),
    DemoAccount(
        "policy",
        (Role.POLICY_OFFICER,),
        _("Write a policy or import a pack, prove and replay it, and send it to review."),
    ),
    DemoAccount(
        "policy2",
        (Role.POLICY_OFFICER,),
        _("Approve what the other policy officer wrote, and publish it."),
    ),
    DemoAccount("auditor", (Role.AUDITOR,), _("Make this month's report and download its PDF.")),
    DemoAccount(
        "auditor2",
        (Role.AUDITOR,),
        _("Judge what the other auditor found in the logs, which they may not do themselves."),
    ),
    DemoAccount(
        "admin",
        (Role.ADMINISTRATOR,),
        _("Manage people, accounts, certificates and systems; propose a role or a setting."),
    ),
    DemoAccount(
        "admin2",
        (Role.ADMINISTRATOR,),
        _("Approve or decline what the other administrator proposed."),
    ),
    DemoAccount("oversight", (Role.OVERSIGHT,), _("Read everything that was submitted.")),
)
