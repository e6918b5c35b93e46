"""Logs that were handed over, what they showed, and what is looked for in them."""

from django.utils.translation import gettext as _

from audits.trail.wording import general
from audits.trail.wording.saying import Saying, says

IMPORT = "discovery.Import"
OBSERVATION = "discovery.StoredObservation"
FOLDER = "discovery.WatchedFolder"
REACH = "discovery.Reach"
PERMITTED = "discovery.PermittedHost"
MAPPING = "discovery.SavedMapping"
BELONGING = "discovery.Belonging"
SYSTEM = "systems.System"


def _words(saying: Saying) -> dict[str, str]:
    return {
        "who": saying.who,
        "thing": saying.thing,
        "system": saying.name(SYSTEM, "system_id"),
    }


@says(IMPORT, "insert")
def handed_over(saying: Saying) -> str:
    return _("%(who)s handed over logs: %(thing)s") % _words(saying)


@says(IMPORT, "update")
def import_moved(saying: Saying) -> str:
    words = {**_words(saying), "stage": saying.became("stage")}
    match saying.told.after.get("stage"):
        case None:
            return general.changed(saying)
        case "canceled":
            return _("%(who)s canceled the import %(thing)s") % words
        case "waiting":
            return _("%(who)s let the import %(thing)s go on") % words
    return _("%(who)s: the import %(thing)s is in the stage “%(stage)s”") % words


@says(OBSERVATION, "insert")
def observed(saying: Saying) -> str:
    words = {**_words(saying), "kind": saying.value("kind"), "state": saying.value("state")}
    return _("%(who)s saw in the logs, in %(system)s: %(kind)s, %(state)s") % words


@says(OBSERVATION, "viewed")
def observation_viewed(saying: Saying) -> str:
    return _("%(who)s viewed what the logs show %(thing)s") % _words(saying)


@says(FOLDER, "insert")
def folder_watched(saying: Saying) -> str:
    return _("%(who)s let the folder %(thing)s be watched for logs") % _words(saying)


@says(FOLDER, "update")
def folder_changed(saying: Saying) -> str:
    if saying.told.after.get("active") == "false":
        return _("%(who)s ended the watch over the folder %(thing)s") % _words(saying)
    if saying.told.after.get("active") == "true":
        return _("%(who)s let the folder %(thing)s be watched for logs again") % _words(saying)
    return general.changed(saying)


@says(REACH, "insert")
def reach_added(saying: Saying) -> str:
    words = {**_words(saying), "kind": saying.value("kind")}
    return _("%(who)s added to what %(system)s is looked for by: %(kind)s %(thing)s") % words


@says(REACH, "update")
def reach_ended(saying: Saying) -> str:
    return _("%(who)s ended the search of the logs for %(thing)s") % _words(saying)


@says(PERMITTED, "insert")
def host_permitted(saying: Saying) -> str:
    return _("%(who)s permitted anyone to reach %(thing)s of %(system)s") % _words(saying)


@says(PERMITTED, "update")
def host_ended(saying: Saying) -> str:
    return _("%(who)s ended the permission for anyone to reach %(thing)s") % _words(saying)


@says(MAPPING, "insert")
def mapping_saved(saying: Saying) -> str:
    if saying.told.row.get("replaces_id"):
        return _("%(who)s saved a new version of the mapping %(thing)s") % _words(saying)
    return _("%(who)s saved the mapping %(thing)s, by which logs are read") % _words(saying)


@says(MAPPING, "update")
def mapping_ended(saying: Saying) -> str:
    return _("%(who)s ended the mapping %(thing)s") % _words(saying)


@says(BELONGING, "insert")
def belonging_named(saying: Saying) -> str:
    words = {**_words(saying), "kind": saying.value("kind")}
    return _("%(who)s named as the department's: %(kind)s %(thing)s") % words


@says(BELONGING, "update")
def belonging_ended(saying: Saying) -> str:
    return _("%(who)s ended %(thing)s as one of the department's own") % _words(saying)
