"""The facts of a request that every shipped policy lets pass, and of the three it was made for."""

SUBMITTED: dict[str, object] = {
    "system.name": "LACRIS",
    "system.vendor": "Los Angeles County Sheriff's Department",
    "system.ownership": "government",
    "system.status": "allowed",
    "system.galleries": ["booking_photos"],
    "request.agency_is_outside": False,
    "request.case_number_present": True,
    "request.justification_present": True,
    "request.offense": "robbery",
    "request.offense_is_attempt": False,
    "request.purpose": "criminal_investigation",
    "request.legal_basis": "reasonable_suspicion",
    "request.subject_role": "suspect",
    "request.media": "video_frame",
    "request.image_source": "cctv",
    "request.exigent": False,
    "requester.certificate_current": True,
}
APPROVED = SUBMITTED | {"approver.is_requester": False, "approver.in_chain": True}
RUN = APPROVED | {"operator.is_requester": False, "operator.certificate_current": True}
RELEASED = RUN | {"review.examiners": 1, "review.certificate_issuers": ["lacris"]}
ACTED_ON = RELEASED | {
    "act.kind": "arrest",
    "act.in_report": True,
    "evidence.independent": True,
}

LAWFUL = {
    "submit": SUBMITTED,
    "approve": APPROVED,
    "run": RUN,
    "release": RELEASED,
    "act": ACTED_ON,
    "keep": ACTED_ON | {"record.kind": "request"},
}

ON_CLEARVIEW = SUBMITTED | {
    "system.name": "Clearview AI",
    "system.vendor": "Clearview AI",
    "system.ownership": "commercial",
    "system.status": "prohibited",
    "system.galleries": ["open_source", "social_media"],
}
FOR_OUTSIDE_AGENCY = SUBMITTED | {"request.agency_is_outside": True}
WITHOUT_CERTIFICATE = SUBMITTED | {"requester.certificate_current": False}
