"""The admin as a whole; each app registers its own."""

from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Gatehouse administration")
admin.site.site_title = _("Gatehouse")
admin.site.index_title = _("People, systems and reference data")
admin.site.site_url = "/"

# Roles say who may do what; groups of permissions would be a second way.
admin.site.unregister(auth_admin.Group)
