"""Warnings of what is about to lapse, acknowledged."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policy.personnel.requests import Request
from policy.policies.actions import acknowledge_warning
from policy.policies.errors import Conflict
from policy.policies.models import LapseWarning


@require_POST
def acknowledge(request: Request, warning: int) -> HttpResponse:
    found = get_object_or_404(LapseWarning.objects.select_related("version__policy"), pk=warning)
    try:
        acknowledge_warning(warning=found, by=request.user, at=timezone.now())
    except Conflict as conflict:
        messages.warning(request, str(conflict))
    else:
        messages.success(request, _("Acknowledged. The next threshold warns again."))
    return redirect(found.version)
