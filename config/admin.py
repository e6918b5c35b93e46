"""The admin as a whole; each app registers its own."""

# Both register what is taken out again below.
import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
import axes.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from policy.administration import ReadOnlyAdmin

admin.site.site_header = _("Gatehouse administration")
admin.site.site_title = _("Gatehouse")
admin.site.index_title = _("People, systems and reference data")
admin.site.site_url = "/"

# Roles say who may do what: groups of permissions would be a second way. An account has one email
# address, kept with it: allauth's list of addresses is not used.
admin.site.unregister([Group, EmailAddress])

# Nobody reads the secret of another's second factor.
admin.site.unregister(Authenticator)

# Who signed in, and who tried, is read and never edited. An attempt is deleted to release a lock.
admin.site.unregister([AccessLog, AccessFailureLog])
admin.site.register([AccessLog, AccessFailureLog], ReadOnlyAdmin)
