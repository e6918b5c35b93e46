"""Where else something stands: the pages of one wing lead to the other without knowing of it."""

from collections.abc import Iterator

from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.reports.choices import Kind
from audits.reports.models import Report
from audits.reports.queries import for_list
from config.access import may_open
from policy.personnel.models import Account

# By the label of a model: the words of a link, and the address that takes the key.
LINKS: dict[str, tuple[tuple[Promise, str], ...]] = {
    "personnel.Person": ((_("What they did and looked at"), "trail:person"),),
    "reports.Report": ((_("Download proof"), "reports:proof"),),
    "searches.SearchRequest": (
        (_("Its whole story"), "trail:request"),
        (_("Download proof"), "trail:request_proof"),
    ),
}


def links_of(shown: Model, account: Account) -> list[dict[str, object]]:
    """The links that `account` may follow from the page of `shown`."""
    return list(_links(shown, account))


def newest_report(kind: str, account: Account) -> Report | None:
    """The report of `kind` that was made last, for whoever may read it."""
    return for_list(account).filter(kind=Kind(kind)).first()


def _links(shown: Model, account: Account) -> Iterator[dict[str, object]]:
    for words, address in LINKS[shown._meta.label]:
        if may_open(account, address):
            yield {"link": words, "url": reverse(address, args=[shown.pk])}
