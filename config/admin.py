"""The admin as a whole; each app registers its own."""

# Both register what is taken out again below.
import allauth.account.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

admin.site.site_header = _("Gatehouse administration")
admin.site.site_title = _("Gatehouse")
admin.site.index_title = _("People, systems and reference data")
admin.site.site_url = "/"

# Roles say who may do what: groups of permissions would be a second way. An account has one email
# address, kept with it: allauth's list of addresses is not used.
admin.site.unregister([Group, EmailAddress])
