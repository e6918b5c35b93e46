"""What people looked at, searched for, and were refused."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from audits.trail.wording.columns import column_in_words
from audits.trail.wording.kinds import PAGE, TRAIL, kind_in_words, verb_in_words
from audits.trail.wording.saying import Saying, says

ACCOUNT = "personnel.Account"


@says(ACCOUNT, "signed_in")
def signed_in(saying: Saying) -> str:
    return _("%(who)s signed in") % {"who": saying.who}


@says(ACCOUNT, "signed_out")
def signed_out(saying: Saying) -> str:
    return _("%(who)s signed out") % {"who": saying.who}


@says(ACCOUNT, "sign_in_refused")
def sign_in_refused(saying: Saying) -> str:
    name = saying.told.after.get("user_name")
    if not name:
        return _("A sign-in under an unknown name was refused")
    return _("A sign-in as %(name)s was refused") % {"name": name}


@says(ACCOUNT, "locked_out")
def locked_out(saying: Saying) -> str:
    name = saying.told.after.get("user_name")
    if not name:
        return _("Signing in under an unknown name was locked after too many failures")
    return _("The account %(name)s was locked after too many refused sign-ins") % {"name": name}


@says(PAGE, "refused")
def page_refused(saying: Saying) -> str:
    return _("%(who)s was refused %(address)s") % _of_page(saying)


@says(PAGE, "downloaded")
def page_downloaded(saying: Saying) -> str:
    return _("%(who)s downloaded %(address)s") % _of_page(saying)


@says(PAGE, "viewed")
def page_viewed(saying: Saying) -> str:
    return _("%(who)s viewed %(address)s") % _of_page(saying)


def _of_page(saying: Saying) -> dict[str, str]:
    return {"who": saying.who, "address": saying.told.key}


@says(TRAIL, "viewed")
def entry_viewed(saying: Saying) -> str:
    return _("%(who)s read entry %(index)s of the trail") % _of_entry(saying)


@says(TRAIL, "downloaded")
def proof_downloaded(saying: Saying) -> str:
    return _("%(who)s downloaded the proof of entry %(index)s of the trail") % _of_entry(saying)


def _of_entry(saying: Saying) -> dict[str, str]:
    return {"who": saying.who, "index": saying.told.key}


# Filters that are chosen from a list, and told by their codes.
_CHOSEN: dict[str, Callable[[str], str]] = {"kind": kind_in_words, "verb": verb_in_words}


@says(TRAIL, "searched")
def searched(saying: Saying) -> str:
    """Every filter that was set, as it was typed or chosen."""
    given = [
        _("%(filter)s “%(value)s”")
        % {"filter": column_in_words(TRAIL, name), "value": _CHOSEN.get(name, str)(value)}
        for name, value in saying.told.after.items()
        if value
    ]
    if not given:
        return _("%(who)s read the newest entries of the trail") % {"who": saying.who}
    words = {"who": saying.who, "what": ", ".join(given)}
    return _("%(who)s searched the trail for %(what)s") % words
