from typing import Any

from django.urls import path

from policy.searches.views.acting import act
from policy.searches.views.acts import ACTS
from policy.searches.views.images import probe_image
from policy.searches.views.intake import edit, new, preview
from policy.searches.views.lists import request_list
from policy.searches.views.reading import decision, detail, version
from policy.searches.views.submitting import submit

app_name = "searches"


def _acts() -> list[Any]:
    """One address per act, named as its page is."""
    named = [(page.url.removeprefix(f"{app_name}:"), page.action) for page in ACTS]
    return [path(f"<int:pk>/{name}/", act, {"action": action}, name=name) for name, action in named]


urlpatterns = [
    path("", request_list, name="list"),
    path("new/", new, name="new"),
    path("preview/", preview, name="preview"),
    path("<int:pk>/", detail, name="detail"),
    path("<int:pk>/edit/<slug:step>/", edit, name="edit"),
    path("<int:pk>/preview/", preview, name="preview"),
    path("<int:pk>/submit/", submit, name="submit"),
    path("<int:pk>/decisions/<int:decision_pk>/", decision, name="decision"),
    path("<int:pk>/versions/<int:number>/", version, name="version"),
    path("<int:pk>/probe-image/", probe_image, name="probe_image"),
    *_acts(),
]
