"""What is known about the search system, and about the policy that lets it be used."""

from policy.language.facts import Fact
from policy.policies.choices import ContractTerm, DataLocation
from policy.policies.vocabulary.declaring import (
    _,
    days,
    number,
    one_of,
    some_of,
    text,
    yes_no,
)
from policy.systems.choices import Gallery, Ownership, PerformingEntity, SystemStatus

FACTS: tuple[Fact, ...] = (
    text(
        "system.name",
        _("name of the system"),
        _("the system is {}"),
        _("the system is not {}"),
    ),
    text("system.vendor", _("vendor of the system")),
    one_of(
        "system.ownership",
        _("ownership of the system"),
        Ownership,
        _("the system is {}"),
        _("the system is not {}"),
    ),
    one_of(
        "system.status",
        _("status of the system in the register"),
        SystemStatus,
        _("the system is {} in the register"),
        _("the system is not {} in the register"),
    ),
    some_of(
        "system.galleries",
        _("galleries of the system"),
        Gallery,
        _("the system searches {}"),
        _("the system does not search {}"),
    ),
    one_of(
        "system.performing_entity",
        _("performer of the search"),
        PerformingEntity,
        _("the search is performed by {}"),
        _("the search is not performed by {}"),
    ),
    text("system.algorithm", _("algorithm of the system")),
    number(
        "system.true_positive_rate",
        _("lowest true positive rate of the algorithm over all groups, in percent"),
        _("the lowest true positive rate of the algorithm is {} percent"),
        _("the lowest true positive rate of the algorithm is not {} percent"),
    ),
    number("system.test_datasets", _("number of data sets in the accuracy test")),
    days("system.days_since_test", _("time since the latest accuracy test")),
    yes_no(
        "system.tested_by_nist",
        _("accuracy test by NIST"),
        _("the algorithm was tested by NIST"),
        _("the algorithm was not tested by NIST"),
    ),
    yes_no(
        "system.tested_in_operation",
        _("test in operational conditions"),
        _("the system was tested in operational conditions"),
        _("the system was not tested in operational conditions"),
    ),
    yes_no(
        "system.on_state_list",
        _("place on the state's list of approved algorithms"),
        _("the algorithm is on the state's approved list"),
        _("the algorithm is not on the state's approved list"),
    ),
    yes_no(
        "system.risk_assessed",
        _("privacy and accuracy risk assessment"),
        _("the risks of the system were assessed"),
        _("the risks of the system were not assessed"),
    ),
    yes_no(
        "system.approved_by_board",
        _("approval by the governing body"),
        _("the governing body has approved the system"),
        _("the governing body has not approved the system"),
    ),
    yes_no(
        "system.is_trial",
        _("free trial account"),
        _("the account on the system is a free trial"),
        _("the account on the system is not a free trial"),
    ),
    yes_no(
        "system.keeps_probe",
        _("probe images kept by the system"),
        _("the system keeps the probe image"),
        _("the system does not keep the probe image"),
    ),
    yes_no(
        "system.policy_posted",
        _("public posting of the policy"),
        _("the policy on the system is posted for the public"),
        _("the policy on the system is not posted for the public"),
    ),
    days("system.days_since_policy_review", _("time since the latest review of the policy")),
    days("system.days_since_impact_report", _("time since the latest public report on impact")),
    days("system.days_since_audit", _("time since the latest audit of the system's use")),
    yes_no(
        "system.outside_access",
        _("access of outside agencies to the department's data"),
        _("outside agencies can search the department's data in the system"),
        _("outside agencies cannot search the department's data in the system"),
    ),
    yes_no(
        "system.contract_current",
        _("current contract"),
        _("there is a current contract for the system"),
        _("there is no current contract for the system"),
    ),
    some_of(
        "system.contract_terms",
        _("terms of the contract"),
        ContractTerm,
        _("the contract provides for {}"),
        _("the contract does not provide for {}"),
    ),
    one_of(
        "system.data_location",
        _("place where the system's data are kept"),
        DataLocation,
        _("the system's data are kept {}"),
        _("the system's data are not kept {}"),
    ),
)
