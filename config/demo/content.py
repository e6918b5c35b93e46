"""What the invented requests say."""

from random import Random
from typing import Any

from policy.policies.choices import ImageSource, LegalBasis, Media, Offense, Purpose, SubjectRole

# Unit code -> the offenses that it investigates.
OFFENSES: dict[str, tuple[Offense, ...]] = {
    "HOM": (Offense.HOMICIDE, Offense.MANSLAUGHTER),
    "ROB": (Offense.ROBBERY, Offense.ARMED_ROBBERY, Offense.CARJACKING),
    "COL": (Offense.HOMICIDE, Offense.RAPE),
    "SAU": (Offense.SEXUAL_ASSAULT, Offense.RAPE, Offense.STALKING),
    "MIS": (Offense.KIDNAPPING, Offense.HUMAN_TRAFFICKING),
    "JUV": (Offense.CHILD_ABUSE, Offense.CHILD_EXPLOITATION),
    "BUR": (Offense.BURGLARY, Offense.HOME_INVASION),
    "AUT": (Offense.VEHICLE_THEFT, Offense.CARJACKING),
    "FRD": (Offense.IDENTITY_FRAUD, Offense.FRAUD, Offense.FORGERY),
    "HAD": (Offense.AGGRAVATED_ASSAULT, Offense.ROBBERY, Offense.GRAND_THEFT),
    "HID": (Offense.BURGLARY, Offense.AGGRAVATED_ASSAULT, Offense.SHOOTING),
    "CED": (Offense.AGGRAVATED_ASSAULT, Offense.ROBBERY, Offense.ARSON),
}

PLACES = (
    "Quay Street",
    "Lantern Square",
    "the Ferry Terminal",
    "Juniper Avenue",
    "Millrace Road",
    "the Orchard Street garage",
    "Beacon Hill station",
    "Cooper's Yard",
)

SEEN = (
    "Camera at {place} shows the person leaving the scene with {thing}.",
    "Two witnesses at {place} describe the same person, who carried {thing}.",
    "The person used the victim's card at {place} within the hour to buy {thing}.",
    "The person was seen at {place} shortly before and after, with {thing}.",
    "A recording from {place} shows a face at close range; the person hides {thing}.",
    "The victim was followed from {place} by a person with {thing}.",
)

THINGS = (
    "a red sports bag",
    "a crowbar",
    "two phones",
    "a delivery bag",
    "a bicycle",
    "a folded umbrella",
    "a laptop case",
    "a gray dog",
    "a box of tools",
    "a camera tripod",
    "a set of keys",
    "a motorcycle helmet",
)

TRIED = (
    "The victim does not know them.",
    "Plates and phones gave nothing.",
    "The bulletin to all watches brought no name.",
    "Neighbors were asked and could not help.",
    "Prints at the scene match nobody on file.",
    "This is the clearest still, and no other lead is left.",
    "The store keeps the video and gave the clerk's statement.",
)

SOURCES = (ImageSource.CCTV, ImageSource.PHONE, ImageSource.WITNESS, ImageSource.SOCIAL_MEDIA)

ATTESTED = {"not_on_traits_alone": True, "lawful_source": True, "follow_up": True}


def lawful_content(random: Random, unit_code: str, system: Any) -> dict[str, Any]:
    """The content of a request that every policy in force permits."""
    return {
        "system": system,
        "agency_is_outside": False,
        "case_number": f"{random.randint(24, 26)}-{random.randint(10000, 99999)}",
        "offense": random.choice(OFFENSES[unit_code]),
        "offense_is_attempt": random.random() < 0.1,
        "purpose": random.choice((Purpose.IDENTIFY_SUSPECT, Purpose.CRIMINAL_INVESTIGATION)),
        "legal_basis": random.choices(
            (LegalBasis.REASONABLE_SUSPICION, LegalBasis.PROBABLE_CAUSE, LegalBasis.COURT_ORDER),
            (70, 25, 5),
        )[0],
        "subject_role": random.choice((SubjectRole.SUSPECT, SubjectRole.PERSON_OF_INTEREST)),
        "justification": reason(random),
        "media": random.choice((Media.STILL, Media.VIDEO_FRAME)),
        "image_source": random.choice(SOURCES),
        "attestations": ATTESTED,
    }


def reason(random: Random) -> str:
    seen = random.choice(SEEN).format(place=random.choice(PLACES), thing=random.choice(THINGS))
    return f"{seen} {random.choice(TRIED)}"
