"""Answers to what cannot be read."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponseBadRequest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBadRequest:
    """Tells by how much a form was too large; of anything else, that it was not understood."""
    return HttpResponseBadRequest(render_to_string("400.html", {"why": _too_much(exception)}))


def _too_much(exception: Exception) -> str:
    match exception:
        case TooManyFilesSent():
            words = _("More than %(most)s files were sent at once.")
            return words % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
        case TooManyFieldsSent():
            words = _("More than %(most)s fields were sent at once.")
            return words % {"most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
        case RequestDataTooBig():
            words = _("More than %(most)s were sent in one form.")
            return words % {"most": filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)}
    return ""
