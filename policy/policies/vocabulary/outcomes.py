"""What is known after the search was approved: its result, the lead, and the records of it."""

from policy.language.facts import Fact
from policy.personnel.choices import Issuer
from policy.policies.choices import (
    ActKind,
    AgencyKind,
    Gate,
    Recipient,
    RecordKind,
    ReviewConclusion,
)
from policy.policies.vocabulary.declaring import _, days, number, one_of, some_of, yes_no

APPROVAL: tuple[Fact, ...] = (
    number("approval.count", _("number of approvals"), gate=Gate.RUN),
    number("approval.hours", _("hours since the latest approval"), gate=Gate.RUN),
)

REVIEW: tuple[Fact, ...] = (
    number("result.candidates", _("number of candidates returned"), gate=Gate.RELEASE),
    number(
        "result.highest_score",
        _("highest similarity score returned, in percent"),
        gate=Gate.RELEASE,
    ),
    number("review.examiners", _("number of reviewing examiners"), gate=Gate.RELEASE),
    yes_no(
        "review.agree",
        _("agreement of the examiners"),
        _("the examiners agree"),
        _("the examiners do not agree"),
        Gate.RELEASE,
    ),
    yes_no(
        "review.blind",
        _("independent review by each examiner"),
        _("each examiner reviewed without knowing the others' findings"),
        _("not each examiner reviewed without knowing the others' findings"),
        Gate.RELEASE,
    ),
    one_of(
        "review.conclusion",
        _("conclusion of the review"),
        ReviewConclusion,
        _("the review ended with {}"),
        _("the review did not end with {}"),
        gate=Gate.RELEASE,
    ),
    yes_no(
        "review.all_compared",
        _("comparison of every candidate"),
        _("every candidate was compared"),
        _("not every candidate was compared"),
        Gate.RELEASE,
    ),
    yes_no(
        "review.image_suitable",
        _("suitability of the probe image"),
        _("the probe image is suitable for comparison"),
        _("the probe image is not suitable for comparison"),
        Gate.RELEASE,
    ),
    yes_no(
        "review.certificates_current",
        _("current certificates of all reviewing examiners"),
        _("every reviewing examiner holds a current certificate"),
        _("not every reviewing examiner holds a current certificate"),
        Gate.RELEASE,
    ),
    some_of(
        "review.certificate_issuers",
        _("issuers of the reviewing examiners' current certificates"),
        Issuer,
        _("a reviewing examiner is certified by {}"),
        _("no reviewing examiner is certified by {}"),
        gate=Gate.RELEASE,
    ),
    yes_no(
        "review.by_requester",
        _("review by the requester"),
        _("the requester is a reviewing examiner"),
        _("the requester is not a reviewing examiner"),
        Gate.RELEASE,
    ),
    yes_no(
        "review.by_operator",
        _("review by the operator"),
        _("the operator is a reviewing examiner"),
        _("the operator is not a reviewing examiner"),
        Gate.RELEASE,
    ),
)

RELEASE: tuple[Fact, ...] = (
    one_of(
        "release.recipient",
        _("recipient of the lead"),
        Recipient,
        _("the lead goes to {}"),
        _("the lead does not go to {}"),
        gate=Gate.RELEASE,
    ),
    one_of(
        "release.agency_kind",
        _("agency that receives the lead"),
        AgencyKind,
        _("the lead goes to {}"),
        _("the lead does not go to {}"),
        gate=Gate.RELEASE,
    ),
    yes_no(
        "release.lawful_process",
        _("warrant, subpoena or court order for the disclosure"),
        _("there is lawful process for the disclosure"),
        _("there is no lawful process for the disclosure"),
        Gate.RELEASE,
    ),
)

ACT: tuple[Fact, ...] = (
    one_of(
        "act.kind",
        _("act that follows the lead"),
        ActKind,
        _("the act is {}"),
        _("the act is not {}"),
        gate=Gate.ACT,
    ),
    yes_no(
        "act.cites_lead",
        _("lead cited in an affidavit"),
        _("the affidavit cites the lead"),
        _("the affidavit does not cite the lead"),
        Gate.ACT,
    ),
    yes_no(
        "act.in_report",
        _("use of face recognition written in the report"),
        _("the report names the use of face recognition"),
        _("the report does not name the use of face recognition"),
        Gate.ACT,
    ),
    yes_no(
        "act.prosecutor_told",
        _("prosecutor told of the search"),
        _("the prosecutor was told of the search"),
        _("the prosecutor was not told of the search"),
        Gate.ACT,
    ),
    yes_no(
        "act.defense_told",
        _("defense told of the search"),
        _("the defense was told of the search"),
        _("the defense was not told of the search"),
        Gate.ACT,
    ),
    days("act.days_to_trial", _("time to the trial"), Gate.ACT),
    yes_no(
        "evidence.independent",
        _("independent evidence"),
        _("there is independent evidence"),
        _("there is no independent evidence"),
        Gate.ACT,
    ),
    number("evidence.items", _("number of items of independent evidence"), gate=Gate.ACT),
    yes_no(
        "evidence.lineup_from_lead_only",
        _("lineup resting on the lead alone"),
        _("the lineup rests on the lead alone"),
        _("the lineup does not rest on the lead alone"),
        Gate.ACT,
    ),
)

RECORD: tuple[Fact, ...] = (
    one_of("record.kind", _("kind of record"), RecordKind, gate=Gate.KEEP),
    days("record.age", _("age of the record"), Gate.KEEP),
    days("record.days_since_purpose_met", _("time since the purpose was met"), Gate.KEEP),
    days("record.days_since_last_use", _("time since the latest use of the record"), Gate.KEEP),
    yes_no(
        "record.on_legal_hold",
        _("legal hold"),
        _("the record is under a legal hold"),
        _("the record is not under a legal hold"),
        Gate.KEEP,
    ),
    yes_no(
        "record.sealed",
        _("sealing or expungement"),
        _("the record is sealed or expunged"),
        _("the record is not sealed or expunged"),
        Gate.KEEP,
    ),
    yes_no(
        "record.case_closed",
        _("closing of the case"),
        _("the case is closed"),
        _("the case is not closed"),
        Gate.KEEP,
    ),
    yes_no(
        "record.person_cleared",
        _("end of the case without a conviction"),
        _("the person was not charged, or was acquitted, or the charge was dropped"),
        _("the person was charged, and neither acquitted nor was the charge dropped"),
        Gate.KEEP,
    ),
    yes_no(
        "record.is_enrolled",
        _("place of the image in a gallery"),
        _("the image is in a gallery"),
        _("the image is not in a gallery"),
        Gate.KEEP,
    ),
    yes_no(
        "record.held_outside",
        _("copy held outside of the department"),
        _("somebody outside of the department holds a copy"),
        _("nobody outside of the department holds a copy"),
        Gate.KEEP,
    ),
    yes_no(
        "record.erasure_asked",
        _("request of the person to have the record erased"),
        _("the person has asked to have the record erased"),
        _("the person has not asked to have the record erased"),
        Gate.KEEP,
    ),
)

FACTS = (*APPROVAL, *REVIEW, *RELEASE, *ACT, *RECORD)
