"""What is known at submission about how a search is to be made, and about the image at its heart.

No register tells these facts: where a policy in force needs one, the request form asks it.
"""

from policy.language.facts import Fact
from policy.policies.choices import AccountKind, Device, ImageChange, ImageQuality, Place
from policy.policies.vocabulary.declaring import (
    _,
    days,
    number,
    one_of,
    ordered,
    some_of,
    yes_no,
)

BY_WHOM: tuple[Fact, ...] = (
    yes_no(
        "request.run_by_outside_agency",
        _("search by an outside agency as a favor"),
        _("an outside agency is asked to search for the department"),
        _("no outside agency is asked to search for the department"),
    ),
    yes_no(
        "request.agency_agreement_current",
        _("written agreement with the outside agency"),
        _("there is a current written agreement with the outside agency"),
        _("there is no current written agreement with the outside agency"),
    ),
    yes_no(
        "request.in_jurisdiction",
        _("department's jurisdiction"),
        _("the matter falls in the department's jurisdiction"),
        _("the matter does not fall in the department's jurisdiction"),
    ),
    one_of(
        "request.device",
        _("device that the search is to be made on"),
        Device,
        _("the device is {}"),
        _("the device is not {}"),
    ),
    one_of(
        "request.account",
        _("account that the search is to be made with"),
        AccountKind,
        _("the account is {}"),
        _("the account is not {}"),
    ),
)

HOW: tuple[Fact, ...] = (
    yes_no(
        "request.alerts_wanted",
        _("live or automated alerts"),
        _("live or automated alerts are asked for"),
        _("no live or automated alerts are asked for"),
    ),
    number("request.images", _("number of images to be searched together")),
    number("request.score_wanted", _("lowest similarity score asked for, in percent")),
    number("request.hour", _("hour of the day at which the search is to be run, from 0 to 23")),
)

GROUNDS: tuple[Fact, ...] = (
    yes_no(
        "request.need_articulated",
        _("specific need"),
        _("a specific need is stated that can be checked"),
        _("no specific need is stated that can be checked"),
    ),
    yes_no(
        "request.order_number_present",
        _("number of the warrant or court order"),
        _("the number of the warrant or court order is given"),
        _("the number of the warrant or court order is not given"),
    ),
    yes_no(
        "request.immigration_status_involved",
        _("immigration status among the grounds"),
        _("immigration status is among the grounds"),
        _("immigration status is not among the grounds"),
    ),
    yes_no(
        "request.protected_activity_recorded",
        _("record of protected speech, assembly or worship"),
        _("the search would make a record of protected activity"),
        _("the search would not make a record of protected activity"),
    ),
    yes_no(
        "request.translation_unchecked",
        _("translation that nobody has checked"),
        _("the request rests on a translation that nobody has checked"),
        _("the request does not rest on a translation that nobody has checked"),
    ),
    yes_no(
        "request.public_notice_given",
        _("notice to the community"),
        _("the community was told of this use"),
        _("the community was not told of this use"),
    ),
)

PERSON: tuple[Fact, ...] = (
    number("request.subject_age", _("age of the person sought, as far as it is known")),
    yes_no(
        "request.subject_identified",
        _("name of the person sought known already"),
        _("it is known already who the person sought is"),
        _("it is not known yet who the person sought is"),
    ),
    yes_no(
        "request.subject_is_employee",
        _("person sought employed by the department"),
        _("the person sought works for the department"),
        _("the person sought does not work for the department"),
    ),
    yes_no(
        "request.subject_consented",
        _("consent of the person sought"),
        _("the person sought has consented in writing"),
        _("the person sought has not consented in writing"),
    ),
    yes_no(
        "request.subject_opted_out",
        _("place of the person sought on an opt-out list"),
        _("the person sought is on an opt-out list"),
        _("the person sought is not on an opt-out list"),
    ),
)

IMAGE: tuple[Fact, ...] = (
    one_of(
        "request.place",
        _("place where the image was taken"),
        Place,
        _("the image was taken {}"),
        _("the image was not taken {}"),
    ),
    days("request.days_since_image", _("age of the image")),
    ordered("request.image_quality", _("quality of the image"), ImageQuality),
    number("request.eye_distance", _("distance between the eyes in the image, in pixels")),
    some_of(
        "request.image_changes",
        _("changes to the image"),
        ImageChange,
        _("the changes to the image include {}"),
        _("the changes to the image do not include {}"),
    ),
    yes_no(
        "request.others_in_image",
        _("faces of other people in the image"),
        _("other people's faces are in the image"),
        _("no other people's faces are in the image"),
    ),
)

FACTS = (*BY_WHOM, *HOW, *GROUNDS, *PERSON, *IMAGE)
