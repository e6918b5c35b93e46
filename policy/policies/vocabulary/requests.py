"""What is known about the request and its probe image when it is submitted."""

from policy.language.facts import Fact
from policy.policies.choices import (
    AgencyKind,
    CaseStatus,
    ImageSource,
    LegalBasis,
    Media,
    Offense,
    OffenseGrade,
    Purpose,
    SubjectRole,
)
from policy.policies.vocabulary.declaring import _, days, number, one_of, ordered, yes_no

ON_WHOSE_BEHALF: tuple[Fact, ...] = (
    yes_no(
        "request.agency_is_outside",
        _("search on behalf of an outside agency"),
        _("the search is for an outside agency"),
        _("the search is not for an outside agency"),
    ),
    one_of(
        "request.agency_kind",
        _("agency that the search is for"),
        AgencyKind,
        _("the search is for {}"),
        _("the search is not for {}"),
    ),
    yes_no(
        "request.agency_form_present",
        _("outside agency's signed request form"),
        _("the outside agency has signed the request form"),
        _("the outside agency has not signed the request form"),
    ),
    yes_no(
        "request.agency_on_list",
        _("place on the list of agencies that may ask"),
        _("the outside agency is on the list of those that may ask"),
        _("the outside agency is not on the list of those that may ask"),
    ),
    yes_no(
        "request.is_inbound_tip",
        _("match received from outside"),
        _("the match came from outside"),
        _("the match did not come from outside"),
    ),
    yes_no(
        "request.tip_was_solicited",
        _("match asked for or known of beforehand"),
        _("the match from outside was asked for or known of"),
        _("the match from outside was neither asked for nor known of"),
    ),
)

CASE: tuple[Fact, ...] = (
    yes_no(
        "request.case_number_present",
        _("case number"),
        _("the request has a case number"),
        _("the request has no case number"),
    ),
    one_of("request.case_status", _("status of the case"), CaseStatus),
    yes_no(
        "request.justification_present",
        _("written justification"),
        _("the request has a written justification"),
        _("the request has no written justification"),
    ),
    one_of(
        "request.offense",
        _("offense"),
        Offense,
        _("the request is about {}"),
        _("the request is not about {}"),
    ),
    yes_no(
        "request.offense_is_attempt",
        _("attempted offense"),
        _("the offense was only attempted"),
        _("the offense was not only attempted"),
    ),
    ordered("request.offense_grade", _("grade of the offense"), OffenseGrade),
    days("request.days_since_incident", _("time since the incident")),
    one_of("request.purpose", _("purpose"), Purpose),
    ordered("request.legal_basis", _("legal basis"), LegalBasis),
    yes_no(
        "request.affidavit_present",
        _("sworn affidavit"),
        _("the request has a sworn affidavit"),
        _("the request has no sworn affidavit"),
    ),
    yes_no(
        "request.alternatives_exhausted",
        _("other means tried"),
        _("other reasonable means were tried first"),
        _("other reasonable means were not tried first"),
    ),
    yes_no(
        "request.exigent",
        _("exigent circumstances"),
        _("there are exigent circumstances"),
        _("there are no exigent circumstances"),
    ),
)

SUBJECT: tuple[Fact, ...] = (
    one_of(
        "request.subject_role",
        _("role of the person sought"),
        SubjectRole,
        _("the person sought is {}"),
        _("the person sought is not {}"),
    ),
    yes_no(
        "request.subject_is_minor",
        _("person sought under 18"),
        _("the person sought is a minor"),
        _("the person sought is not a minor"),
    ),
    yes_no(
        "request.subject_under_investigation",
        _("person sought under active criminal investigation"),
        _("the person sought is under active criminal investigation"),
        _("the person sought is not under active criminal investigation"),
    ),
    yes_no(
        "request.protected_activity_involved",
        _("protected speech, assembly or worship among the grounds"),
        _("protected activity is among the grounds"),
        _("protected activity is not among the grounds"),
    ),
    yes_no(
        "request.protected_activity_only",
        _("protected speech, assembly or worship as the only ground"),
        _("protected activity is the only ground"),
        _("protected activity is not the only ground"),
    ),
    yes_no(
        "request.protected_traits_involved",
        _("protected traits among the grounds"),
        _("protected traits are among the grounds"),
        _("protected traits are not among the grounds"),
    ),
    yes_no(
        "request.protected_traits_only",
        _("protected traits as the only ground"),
        _("protected traits are the only ground"),
        _("protected traits are not the only ground"),
    ),
    yes_no(
        "request.sensitive_event",
        _("image from a protest or other sensitive event"),
        _("the image is from a sensitive event"),
        _("the image is not from a sensitive event"),
    ),
)

PROBE_IMAGE: tuple[Fact, ...] = (
    one_of(
        "request.media",
        _("kind of image"),
        Media,
        _("the image is {}"),
        _("the image is not {}"),
    ),
    one_of(
        "request.image_source",
        _("source of the image"),
        ImageSource,
        _("the image is from {}"),
        _("the image is not from {}"),
    ),
    yes_no(
        "request.image_lawfully_obtained",
        _("lawful source of the image"),
        _("the image was lawfully obtained"),
        _("the image was not lawfully obtained"),
    ),
    yes_no(
        "request.image_modified",
        _("modified image"),
        _("the image was modified"),
        _("the image was not modified"),
    ),
    yes_no(
        "request.image_changes_documented",
        _("record of every change to the image"),
        _("every change to the image is documented"),
        _("not every change to the image is documented"),
    ),
    yes_no(
        "request.enrolls_probe",
        _("probe image added to a gallery"),
        _("the probe image is to be added to a gallery"),
        _("the probe image is not to be added to a gallery"),
    ),
    number("request.candidates_wanted", _("number of candidates asked for")),
)

FACTS = (*ON_WHOSE_BEHALF, *CASE, *SUBJECT, *PROBE_IMAGE)
