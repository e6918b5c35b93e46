"""People, units, ranks, accounts, training: the nouns that every rule speaks of."""

from policy.personnel.models.accounts import Account, AccountManager, RoleGrant
from policy.personnel.models.notices import Notice, NoticeQuerySet, NoticeReading
from policy.personnel.models.people import Person, Rank, Unit
from policy.personnel.models.training import Certificate, CertificateQuerySet, Course

__all__ = [
    "Account",
    "AccountManager",
    "Certificate",
    "CertificateQuerySet",
    "Course",
    "Notice",
    "NoticeQuerySet",
    "NoticeReading",
    "Person",
    "Rank",
    "RoleGrant",
    "Unit",
]
