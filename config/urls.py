"""Every address of Gatehouse. Each app brings its own; allauth guards every way in."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from config.health import health
from config.views import home

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler400 = "config.errors.bad_request"

urlpatterns = [
    path("", home, name="home"),
    path("health", health, name="health"),
    path("people/", include("policy.personnel.urls")),
    path("systems/", include("policy.systems.urls")),
    path("changes/", include("policy.changes.urls")),
    path("requests/", include("policy.searches.urls")),
    path("policies/", include("policy.policies.urls")),
    path("policies/", include("policy.searches.replays.urls")),
    path("discovery/", include("audits.discovery.urls")),
    path("findings/", include("audits.findings.urls")),
    path("reports/", include("audits.reports.urls")),
    path("trail/", include("audits.trail.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
