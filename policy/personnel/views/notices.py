"""The notices to whoever is signed in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from policy.paging import page_of
from policy.personnel.actions import read_all_notices, read_notice
from policy.personnel.models import Notice
from policy.personnel.requests import Request

ORDER = ("-created_at", "-pk")


@require_safe
def notices(request: Request) -> HttpResponse:
    mine = Notice.objects.addressed_to(request.user).marked_for(request.user)
    page = page_of(mine, order=ORDER, query=request.GET)
    unread = any(notice.read_at is None for notice in page.rows)
    return render(request, "personnel/notices.html", {"page": page, "unread": unread})


@require_POST
def mark_read(request: Request, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.addressed_to(request.user), pk=pk)
    read_notice(notice=notice, by=request.user, at=timezone.now())
    return redirect("personnel:notices")


@require_POST
def mark_all_read(request: Request) -> HttpResponse:
    read_all_notices(by=request.user, at=timezone.now())
    return redirect("personnel:notices")
