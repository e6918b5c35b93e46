"""Orders to seal content, and what they sealed."""

from django.utils.translation import gettext as _

from audits.trail.wording import general
from audits.trail.wording.names import REQUEST
from audits.trail.wording.saying import Saying, says
from policy.changes.choices import Verdict

ORDER = "trail.SealingOrder"


@says(ORDER, "insert")
def sealing_proposed(saying: Saying) -> str:
    words = {
        "who": saying.who,
        "what": _what(saying),
        "number": saying.value("order_number"),
        "authority": saying.value("authority"),
    }
    return (
        _("%(who)s proposed to seal the content of %(what)s: order %(number)s, %(authority)s")
        % words
    )


def _what(saying: Saying) -> str:
    if saying.told.row.get("request_id"):
        request = saying.name(REQUEST, "request_id")
        return _("everything about request %(request)s") % {"request": request}
    return _("entry %(index)s of the trail") % {"index": saying.told.row.get("position_id")}


@says(ORDER, "update")
def sealing_decided(saying: Saying) -> str:
    words = {"who": saying.who, "key": saying.told.key}
    match saying.told.after.get("verdict"):
        case Verdict.APPROVED:
            return _("%(who)s approved order to seal no. %(key)s") % words
        case Verdict.DECLINED:
            return _("%(who)s declined order to seal no. %(key)s") % words
        case Verdict.TAKEN_BACK:
            return _("%(who)s took back order to seal no. %(key)s") % words
    if saying.told.after.get("applied") == "true":
        return _("The content was taken out under order to seal no. %(key)s") % words
    return general.changed(saying)


@says("trail.SealedEntry", "insert")
def entry_sealed(saying: Saying) -> str:
    words = {"who": saying.who, "key": saying.told.row.get("order_id")}
    return _("%(who)s sealed the content of an entry under order no. %(key)s") % words
