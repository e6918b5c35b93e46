"""The one way to the picture of the person sought."""

from django.http import FileResponse, Http404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policy.personnel.requests import Request
from policy.searches.permissions import may_see_probe
from policy.searches.queries import probe_for, probe_named
from policy.searches.views.finding import find

# The browser neither runs nor frames nor keeps what it gets here.
SEALED = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@require_safe
@never_cache
def probe_image(request: Request, pk: int) -> FileResponse:
    """The probe image as an attachment, for those who may see it; 404 for everyone else.

    `?image=` asks by its digest for one that was submitted before.
    """
    search = find(request.user, pk)
    digest = request.GET.get("image", "")
    image = probe_named(request.user, search, digest) if digest else probe_for(request.user, search)
    if image is None or not may_see_probe(request.user, search):
        raise Http404
    name = f"{search.number or f'draft-{search.pk}'}.png"
    return FileResponse(
        image.file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="image/png",
        headers=SEALED,
    )
