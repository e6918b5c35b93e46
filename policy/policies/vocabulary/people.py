"""What is known about the people in a request, each from the gate at which they appear."""

from policy.language.facts import Fact
from policy.personnel.choices import Grade, Issuer
from policy.policies.choices import Gate
from policy.policies.vocabulary.declaring import _, days, number, one_of, ordered, words_of, yes_no

# Who holds no current certificate has one from no one, so that a rule on issuers is settled.
ISSUERS = {"none": _("no one"), **words_of(Issuer)}

REQUESTER: tuple[Fact, ...] = (
    yes_no(
        "requester.certificate_current",
        _("requester's current certificate of training"),
        _("the requester holds a current certificate"),
        _("the requester holds no current certificate"),
    ),
    one_of("requester.certificate_issuer", _("issuer of the requester's certificate"), ISSUERS),
    days("requester.days_since_training", _("time since the requester's latest training")),
    yes_no(
        "requester.acknowledged",
        _("requester's acknowledgment of the policies in force"),
        _("the requester has acknowledged the policies in force"),
        _("the requester has not acknowledged the policies in force"),
    ),
    ordered("requester.rank", _("rank of the requester"), Grade),
    yes_no(
        "requester.sworn",
        _("requester's sworn status"),
        _("the requester is sworn"),
        _("the requester is not sworn"),
    ),
    yes_no(
        "requester.active",
        _("requester's active status"),
        _("the requester is on active duty"),
        _("the requester is not on active duty"),
    ),
    number("requester.violations", _("number of the requester's earlier violations")),
    yes_no(
        "requester.retrained",
        _("requester's training after the latest violation"),
        _("the requester was trained again after the latest violation"),
        _("the requester was not trained again after the latest violation"),
    ),
)

APPROVER: tuple[Fact, ...] = (
    yes_no(
        "approver.is_requester",
        _("approval by the requester"),
        _("the approver is the requester"),
        _("the approver is not the requester"),
        Gate.APPROVE,
    ),
    yes_no(
        "approver.in_chain",
        _("approval in the requester's chain of command"),
        _("the approver is in the requester's chain of command"),
        _("the approver is not in the requester's chain of command"),
        Gate.APPROVE,
    ),
    ordered("approver.rank", _("rank of the approver"), Grade, gate=Gate.APPROVE),
    yes_no(
        "approver.sworn",
        _("approver's sworn status"),
        _("the approver is sworn"),
        _("the approver is not sworn"),
        Gate.APPROVE,
    ),
    yes_no(
        "approver.certificate_current",
        _("approver's current certificate of training"),
        _("the approver holds a current certificate"),
        _("the approver holds no current certificate"),
        Gate.APPROVE,
    ),
)

OPERATOR: tuple[Fact, ...] = (
    yes_no(
        "operator.is_requester",
        _("search run by the requester"),
        _("the operator is the requester"),
        _("the operator is not the requester"),
        Gate.RUN,
    ),
    yes_no(
        "operator.is_approver",
        _("search run by an approver"),
        _("the operator is an approver of the request"),
        _("the operator is not an approver of the request"),
        Gate.RUN,
    ),
    yes_no(
        "operator.certificate_current",
        _("operator's current certificate of training"),
        _("the operator holds a current certificate"),
        _("the operator holds no current certificate"),
        Gate.RUN,
    ),
    one_of(
        "operator.certificate_issuer",
        _("issuer of the operator's certificate"),
        ISSUERS,
        gate=Gate.RUN,
    ),
    days(
        "operator.days_since_training",
        _("time since the operator's latest training"),
        Gate.RUN,
    ),
    yes_no(
        "operator.acknowledged",
        _("operator's acknowledgment of the policies in force"),
        _("the operator has acknowledged the policies in force"),
        _("the operator has not acknowledged the policies in force"),
        Gate.RUN,
    ),
    yes_no(
        "operator.is_named",
        _("place on the list of named operators"),
        _("the operator is on the list of named operators"),
        _("the operator is not on the list of named operators"),
        Gate.RUN,
    ),
)

FACTS = (*REQUESTER, *APPROVER, *OPERATOR)
