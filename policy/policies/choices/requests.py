"""The closed lists of a request and of what follows from it.

The words are written to stand inside a sentence: "the person sought is a missing person".
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Offense(TextChoices):
    HOMICIDE = "homicide", _("homicide")
    MANSLAUGHTER = "manslaughter", _("manslaughter")
    VEHICULAR_HOMICIDE = "vehicular_homicide", _("vehicular homicide")
    RAPE = "rape", _("rape")
    SEXUAL_ASSAULT = "sexual_assault", _("sexual assault")
    CHILD_SEXUAL_ABUSE = "child_sexual_abuse", _("sexual abuse of a child")
    CHILD_EXPLOITATION = "child_exploitation", _("sexual exploitation of a child")
    KIDNAPPING = "kidnapping", _("kidnapping")
    FALSE_IMPRISONMENT = "false_imprisonment", _("false imprisonment")
    HUMAN_TRAFFICKING = "human_trafficking", _("human trafficking")
    ARMED_ROBBERY = "armed_robbery", _("armed robbery")
    ROBBERY = "robbery", _("robbery")
    CARJACKING = "carjacking", _("carjacking")
    HOME_INVASION = "home_invasion", _("home invasion")
    AGGRAVATED_ASSAULT = "aggravated_assault", _("aggravated assault")
    AGGRAVATED_BATTERY = "aggravated_battery", _("aggravated battery")
    ASSAULT_ON_OFFICER = "assault_on_officer", _("assault on a peace officer")
    SIMPLE_ASSAULT = "simple_assault", _("simple assault or battery")
    SHOOTING = "shooting", _("unlawful discharge of a firearm")
    DOMESTIC_VIOLENCE = "domestic_violence", _("domestic violence")
    STRANGULATION = "strangulation", _("strangulation")
    CHILD_ABUSE = "child_abuse", _("abuse of or cruelty to a child")
    ELDER_ABUSE = "elder_abuse", _("abuse of an elder or dependent adult")
    STALKING = "stalking", _("stalking")
    CRIMINAL_THREATS = "criminal_threats", _("criminal threats")
    EXTORTION = "extortion", _("extortion")
    HATE_CRIME = "hate_crime", _("a hate crime")
    TERRORISM = "terrorism", _("terrorism")
    EXPLOSIVES = "explosives", _("an explosives offense")
    ARSON = "arson", _("arson")
    ORGANIZED_CRIME = "organized_crime", _("gang or organized crime")
    WEAPONS = "weapons", _("a weapons offense")
    BURGLARY = "burglary", _("burglary")
    GRAND_THEFT = "grand_theft", _("grand theft")
    PETTY_THEFT = "petty_theft", _("petty theft")
    VEHICLE_THEFT = "vehicle_theft", _("vehicle theft")
    HIT_AND_RUN = "hit_and_run", _("hit and run")
    FRAUD = "fraud", _("fraud")
    IDENTITY_FRAUD = "identity_fraud", _("identity fraud")
    FORGERY = "forgery", _("forgery")
    DRUG_SALE = "drug_sale", _("sale of drugs")
    DRUG_POSSESSION = "drug_possession", _("possession of drugs")
    VANDALISM = "vandalism", _("vandalism")
    TRESPASS = "trespass", _("trespass")
    PUBLIC_ORDER = "public_order", _("a public-order offense")
    TRAFFIC = "traffic", _("a traffic offense")
    ABORTION = "abortion", _("an offense related to abortion")
    CONSENSUAL_SEX = "consensual_sex", _("consensual sexual conduct of adults")
    IMMIGRATION = "immigration", _("an immigration offense")
    OTHER = "other", _("another offense")
    NONE = "none", _("no offense")


class OffenseGrade(TextChoices):
    """From the least to the most serious: the order here is the order in every rule."""

    NONE = "none", _("no offense")
    INFRACTION = "infraction", _("an infraction")
    MISDEMEANOR = "misdemeanor", _("a misdemeanor")
    FELONY = "felony", _("a felony")
    VIOLENT_FELONY = "violent_felony", _("a violent felony")


class Purpose(TextChoices):
    CRIMINAL_INVESTIGATION = "criminal_investigation", _("a lead in a criminal investigation")
    IDENTIFY_SUSPECT = "identify_suspect", _("identifying a suspect")
    IDENTIFY_VICTIM = "identify_victim", _("identifying a victim")
    IDENTIFY_WITNESS = "identify_witness", _("identifying a witness")
    MISSING_PERSON = "missing_person", _("identifying a missing person")
    DECEASED = "deceased", _("identifying a dead person")
    INCAPACITATED = "incapacitated", _("identifying a person unable to identify themselves")
    COMMUNICATION_IMPAIRMENT = (
        "communication_impairment",
        _("identifying a person with an impairment of communication"),
    )
    TRAFFICKING = "trafficking", _("identifying those involved in human trafficking")
    ONLINE_RECRUITER = "online_recruiter", _("identifying an online recruiter for crime")
    IMMINENT_THREAT = "imminent_threat", _("averting an imminent threat")
    DANGER_TO_SELF_OR_OTHERS = (
        "danger_to_self_or_others",
        _("helping a person at risk"),
    )
    LAWFULLY_DETAINED = "lawfully_detained", _("identifying a lawfully detained person")
    CONCEALED_IDENTITY = "concealed_identity", _("identifying a person who conceals who they are")
    FRAUDULENT_ID = "fraudulent_id", _("examining a fraudulent identity document")
    UNDERCOVER_VETTING = "undercover_vetting", _("vetting for undercover work")
    EXONERATION = "exoneration", _("clearing a person of suspicion")
    ACTIVE_SURVEILLANCE = "active_surveillance", _("active surveillance of the public")
    REAL_TIME_TRACKING = "real_time_tracking", _("tracking a person in real time")
    CROWD_MONITORING = "crowd_monitoring", _("monitoring a crowd")
    PREDICTIVE_ANALYSIS = "predictive_analysis", _("predictive analysis")
    GALLERY_BUILDING = "gallery_building", _("building a database of faces")
    IMMIGRATION_ENFORCEMENT = "immigration_enforcement", _("enforcing immigration law")
    SYSTEM_TEST = "system_test", _("a test of the system")
    PERSONAL = "personal", _("a personal matter")
    OTHER = "other", _("another purpose")


class LegalBasis(TextChoices):
    """From the weakest to the strongest: the order here is the order in every rule."""

    NONE = "none", _("none")
    REASONABLE_SUSPICION = "reasonable_suspicion", _("reasonable suspicion")
    PROBABLE_CAUSE = "probable_cause", _("probable cause")
    COURT_ORDER = "court_order", _("a court order")
    WARRANT = "warrant", _("a warrant")


class SubjectRole(TextChoices):
    SUSPECT = "suspect", _("a suspect")
    PERSON_OF_INTEREST = "person_of_interest", _("a person of interest")
    VICTIM = "victim", _("a victim")
    WITNESS = "witness", _("a witness")
    MISSING = "missing", _("a missing person")
    DECEASED = "deceased", _("a dead person")
    INCAPACITATED = "incapacitated", _("a person unable to identify themselves")
    AT_RISK = "at_risk", _("a person at risk")
    DETAINED = "detained", _("a lawfully detained person")
    FALSE_IDENTITY = "false_identity", _("a person using a false identity")
    BYSTANDER = "bystander", _("a bystander")
    OTHER = "other", _("someone else")


class Media(TextChoices):
    STILL = "still", _("a still photograph")
    VIDEO_FRAME = "video_frame", _("a frame of recorded video")
    LIVE = "live", _("a live video stream")
    SKETCH = "sketch", _("a sketch")
    COMPOSITE = "composite", _("a composite or computer-made image")


class ImageSource(TextChoices):
    CCTV = "cctv", _("a fixed security camera")
    BODY_CAMERA = "body_camera", _("a body-worn camera")
    IN_CAR_CAMERA = "in_car_camera", _("an in-car camera")
    DRONE = "drone", _("a drone")
    PHONE = "phone", _("a phone or personal camera")
    WITNESS = "witness", _("an image given by a witness or victim")
    OFFICER_PHOTO = "officer_photo", _("a photograph taken by an officer")
    SEIZED_DEVICE = "seized_device", _("a seized device")
    SOCIAL_MEDIA = "social_media", _("social media")
    OPEN_SOURCE = "open_source", _("the open web")
    NEWS_MEDIA = "news_media", _("news media")
    BOOKING = "booking", _("a booking photo")
    DRIVER_LICENSE = "driver_license", _("a driver license or state ID")
    IDENTITY_DOCUMENT = "identity_document", _("another identity document")
    CORONER = "coroner", _("the coroner")
    OUTSIDE_AGENCY = "outside_agency", _("an outside agency")
    OTHER = "other", _("another source")


class CaseStatus(TextChoices):
    OPEN = "open", _("open")
    COLD = "cold", _("cold")
    CLOSED = "closed", _("closed")
    NONE = "none", _("not opened")


class AgencyKind(TextChoices):
    """On whose behalf a search is asked for."""

    OWN = "own", _("the department itself")
    LOCAL = "local", _("another police department")
    CAMPUS = "campus", _("a campus police department")
    STATE = "state", _("a state agency")
    FUSION_CENTER = "fusion_center", _("a fusion center")
    FEDERAL = "federal", _("a federal agency")
    IMMIGRATION = "immigration", _("an immigration agency")
    PROSECUTOR = "prosecutor", _("a prosecutor")
    TRIBAL = "tribal", _("a tribal police department")
    FOREIGN = "foreign", _("a foreign agency")
    PRIVATE = "private", _("a private party")


class ReviewConclusion(TextChoices):
    LEAD = "lead", _("a possible match")
    NO_LEAD = "no_lead", _("no match")
    INCONCLUSIVE = "inconclusive", _("no conclusion")


class Recipient(TextChoices):
    """To whom a lead is released."""

    REQUESTER = "requester", _("the requester")
    OWN_UNIT = "own_unit", _("the investigating unit")
    OUTSIDE_AGENCY = "outside_agency", _("an outside agency")
    PROSECUTOR = "prosecutor", _("the prosecutor")
    DEFENSE = "defense", _("the defense")
    COURT = "court", _("the court")
    WITNESS = "witness", _("a witness or victim")
    NEWS_MEDIA = "news_media", _("the news media")
    PUBLIC = "public", _("the public")


class ActKind(TextChoices):
    """What is done on the strength of a lead."""

    FURTHER_INVESTIGATION = "further_investigation", _("further investigation")
    INTERVIEW = "interview", _("an interview")
    LINEUP = "lineup", _("a lineup")
    STOP = "stop", _("a stop")
    SEARCH_WARRANT = "search_warrant", _("an application for a search warrant")
    ARREST_WARRANT = "arrest_warrant", _("an application for an arrest warrant")
    ARREST = "arrest", _("an arrest")
    CHARGE = "charge", _("a charge")
    IDENTIFICATION = "identification", _("recording the lead as an identification")
    LIFE_SAFETY = "life_safety", _("action to save life")
