"""How any event is told that has no template of its own."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.trail.wording.columns import column_in_words, is_told_by_name
from audits.trail.wording.saying import Saying, Template

# More changed columns than these are counted, and the page of the entry shows them.
MOST_COLUMNS = 3


def _named(saying: Saying) -> dict[str, str]:
    return {"who": saying.who, "kind": saying.kind, "thing": saying.thing}


def added(saying: Saying) -> str:
    return _("%(who)s added the %(kind)s %(thing)s") % _named(saying)


def removed(saying: Saying) -> str:
    return _("%(who)s removed the %(kind)s %(thing)s") % _named(saying)


def found(saying: Saying) -> str:
    return _("%(who)s found the %(kind)s %(thing)s when the trail began") % _named(saying)


def viewed(saying: Saying) -> str:
    return _("%(who)s viewed the %(kind)s %(thing)s") % _named(saying)


def downloaded(saying: Saying) -> str:
    return _("%(who)s downloaded the %(kind)s %(thing)s") % _named(saying)


def refused(saying: Saying) -> str:
    return _("%(who)s was refused the %(kind)s %(thing)s") % _named(saying)


def changed(saying: Saying) -> str:
    """One change is told in full; several follow one another after the name of the record."""
    columns = list(saying.told.after)
    if len(columns) == 1:
        return _one_change(saying, columns[0])
    changes = [_change(saying, column) for column in columns[:MOST_COLUMNS]]
    more = len(columns) - MOST_COLUMNS
    if more > 0:
        changes.append(ngettext("%d more", "%d more", more) % more)
    words = _("%(who)s changed the %(kind)s %(thing)s: %(changes)s")
    return words % {**_named(saying), "changes": "; ".join(changes)}


def _one_change(saying: Saying, column: str) -> str:
    words = {
        **_named(saying),
        "column": column_in_words(saying.told.kind, column),
        "before": saying.was(column),
        "after": saying.became(column),
    }
    if is_told_by_name(saying.told.kind, column):
        return _("%(who)s changed the %(column)s of the %(kind)s %(thing)s") % words
    if not saying.told.before.get(column):
        return _("%(who)s set the %(column)s of the %(kind)s %(thing)s to %(after)s") % words
    if not saying.told.after.get(column):
        return _("%(who)s cleared the %(column)s of the %(kind)s %(thing)s: %(before)s") % words
    return (
        _("%(who)s changed the %(column)s of the %(kind)s %(thing)s from %(before)s to %(after)s")
        % words
    )


def _change(saying: Saying, column: str) -> str:
    words = {
        "column": column_in_words(saying.told.kind, column),
        "before": saying.was(column),
        "after": saying.became(column),
    }
    if is_told_by_name(saying.told.kind, column):
        return _("%(column)s changed") % words
    if not saying.told.before.get(column):
        return _("%(column)s set to %(after)s") % words
    if not saying.told.after.get(column):
        return _("%(column)s cleared: %(before)s") % words
    return _("%(column)s from %(before)s to %(after)s") % words


def other(saying: Saying) -> str:
    words = _("%(who)s: “%(verb)s” of the %(kind)s %(thing)s")
    return words % {**_named(saying), "verb": saying.told.verb}


_BY_VERB: dict[str, Template] = {
    "insert": added,
    "update": changed,
    "delete": removed,
    "found": found,
    "viewed": viewed,
    "downloaded": downloaded,
    "refused": refused,
}


def by_verb(verb: str) -> Template:
    return _BY_VERB.get(verb, other)


def without_content(saying: Saying) -> str:
    template = changed_unknown if saying.told.verb == "update" else by_verb(saying.told.verb)
    return template(saying)


def changed_unknown(saying: Saying) -> str:
    return _("%(who)s changed the %(kind)s %(thing)s") % _named(saying)
