"""The closed lists of how, with what and under what terms a search is made.

The words are written to stand inside a sentence: "the device is the department's own".
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Device(TextChoices):
    """Whose device the search is made on."""

    DEPARTMENT = "department", _("the department's own")
    PARTNER = "partner", _("a partner agency's")
    PERSONAL = "personal", _("personal")


class AccountKind(TextChoices):
    """Whose account the search is made with."""

    ASSIGNED = "assigned", _("assigned to one person by the department")
    SHARED = "shared", _("shared")
    TRIAL = "trial", _("a free trial")
    PERSONAL = "personal", _("opened by the person alone")
    PARTNER = "partner", _("a partner agency's")


class Place(TextChoices):
    """Where the probe image was taken, as far as a policy may care."""

    STREET = "street", _("on a street or square")
    BUSINESS = "business", _("at a business")
    TRANSIT = "transit", _("in public transit")
    HOME = "home", _("in a home")
    DEMONSTRATION = "demonstration", _("at a demonstration")
    WORSHIP = "worship", _("at a place of worship")
    HEALTH = "health", _("at a health facility")
    SCHOOL = "school", _("at a school")
    CAMPUS = "campus", _("on a college campus")
    POLLS = "polls", _("at a polling place")
    COURT = "court", _("at a courthouse")
    SHELTER = "shelter", _("at a shelter")
    CUSTODY = "custody", _("in a jail or a police station")
    ONLINE = "online", _("on the web")
    OTHER = "other", _("at another place")


class ImageQuality(TextChoices):
    """From the worst to the best: the order here is the order in every rule."""

    UNUSABLE = "unusable", _("unusable")
    POOR = "poor", _("poor")
    FAIR = "fair", _("fair")
    GOOD = "good", _("good")


class ImageChange(TextChoices):
    """What was done to a probe image."""

    CROP = "crop", _("cropping")
    ROTATION = "rotation", _("rotation")
    LIGHT = "light", _("a change of light or contrast")
    COLOR = "color", _("a change of color")
    SHARPENING = "sharpening", _("sharpening")
    MIRRORING = "mirroring", _("mirroring")
    POSE = "pose", _("a correction of the pose")
    FILLING = "filling", _("filling in of hidden parts")
    SWAPPING = "swapping", _("parts of another face")
    GENERATION = "generation", _("parts made by a computer")
    OTHER = "other", _("another change")


class ContractTerm(TextChoices):
    """What the contract with a vendor, or the agreement with an owner, holds the other side to."""

    NO_SALE = "no_sale", _("no sale of or profit from face data")
    WRITTEN_SCHEDULE = "written_schedule", _("a public schedule of retention and destruction")
    LIMITED_RETENTION = "limited_retention", _("destruction within three years of the last use")
    LEGAL_HOLDS = "legal_holds", _("legal holds")
    LIMITED_DISCLOSURE = "limited_disclosure", _("disclosure by consent or lawful process only")
    SECURITY = "security", _("reasonable security of face data")
    SUBJECTS_TOLD = "subjects_told", _("written notice to the people in the gallery")
    SUBJECTS_RELEASE = "subjects_release", _("written releases of the people in the gallery")
    OPT_OUT = "opt_out", _("a way for residents to be left out")
    NO_TRIALS = "no_trials", _("no trial accounts for single officers")
    NO_TRAINING = "no_training", _("no training of algorithms on probe images")
    RETURN_OF_DATA = "return_of_data", _("return or destruction of data at its end")
    AUDIT_RIGHT = "audit_right", _("audits by the department")
    BREACH_NOTICE = "breach_notice", _("notice of every breach")
    INDEPENDENT_TESTS = "independent_tests", _("independent tests of accuracy and bias")


class DataLocation(TextChoices):
    """Where the data of a system are kept."""

    DEPARTMENT = "department", _("with the department")
    STATE = "state", _("elsewhere in the state")
    COUNTRY = "country", _("elsewhere in the country")
    ABROAD = "abroad", _("abroad")
