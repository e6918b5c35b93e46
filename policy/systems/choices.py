from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Ownership(TextChoices):
    DEPARTMENT = "department", _("the department's own")
    GOVERNMENT = "government", _("a government partner's")
    COMMERCIAL = "commercial", _("a commercial third party's")


class SystemStatus(TextChoices):
    ALLOWED = "allowed", _("allowed")
    PROHIBITED = "prohibited", _("prohibited")
    RETIRED = "retired", _("retired")


class Gallery(TextChoices):
    """The kinds of photographs that a system searches."""

    BOOKING_PHOTOS = "booking_photos", _("booking photos")
    JUVENILE_BOOKING_PHOTOS = "juvenile_booking_photos", _("booking photos of juveniles")
    SEALED_BOOKING_PHOTOS = "sealed_booking_photos", _("sealed or expunged booking photos")
    SUPERVISION_PHOTOS = "supervision_photos", _("photos of people on probation or parole")
    DRIVER_LICENSES = "driver_licenses", _("driver license and state ID photos")
    PASSPORT_VISA = "passport_visa", _("passport and visa photos")
    MISSING_PERSONS = "missing_persons", _("photos of missing people")
    UNSOLVED_PHOTOS = "unsolved_photos", _("photos from unsolved cases")
    OPEN_SOURCE = "open_source", _("photos collected from the open web")
    SOCIAL_MEDIA = "social_media", _("photos collected from social media")
    SURVEILLANCE_VIDEO = "surveillance_video", _("faces collected from surveillance video")
    OTHER = "other", _("other photos")


class PerformingEntity(TextChoices):
    """Who runs the search, where it is not the agency that asks for it."""

    DEPARTMENT = "department", _("the department")
    COUNTY = "county", _("the county")
    STATE = "state", _("a state agency")
    FUSION_CENTER = "fusion_center", _("a fusion center")
    FEDERAL = "federal", _("a federal agency")
    COMMERCIAL = "commercial", _("a commercial service")
    OTHER_AGENCY = "other_agency", _("another agency")
