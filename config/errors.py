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
            most = settings.DATA_UPLOAD_MAX_NUMBER_FILES
            return _("More than %(most)s files were sent at once. Send them in parts.") % {
                "most": most
            }
        case TooManyFieldsSent():
            most = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
            return _("More than %(most)s fields were sent at once.") % {"most": most}
        case RequestDataTooBig():
            most = filesizeformat(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
            return _("More than %(most)s were sent in one form.") % {"most": most}
    return ""
