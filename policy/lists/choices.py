"""The lists whose entries the policy office keeps."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ListName(TextChoices):
    OFFENSE = "offense", _("offenses")
    OFFENSE_GRADE = "offense_grade", _("grades of offenses")
    PURPOSE = "purpose", _("purposes")
    LEGAL_BASIS = "legal_basis", _("legal bases")
    SUBJECT_ROLE = "subject_role", _("roles of the person sought")
    CASE_STATUS = "case_status", _("statuses of a case")
    AGENCY_KIND = "agency_kind", _("kinds of agencies")
    MEDIA = "media", _("kinds of images")
    IMAGE_SOURCE = "image_source", _("sources of images")
    GALLERY = "gallery", _("galleries")
    PERFORMING_ENTITY = "performing_entity", _("performers of searches")
    RECIPIENT = "recipient", _("recipients of a lead")
    ACT_KIND = "act_kind", _("acts that follow a lead")
    ISSUER = "issuer", _("issuers of certificates")
    GRADE = "grade", _("grades of ranks")


# Their order is the order in every rule, from the lowest to the highest.
ORDERED = frozenset({ListName.LEGAL_BASIS, ListName.OFFENSE_GRADE, ListName.GRADE})
