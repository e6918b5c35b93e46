"""Deciding: what the rules of the policies in force say of a request, and why."""

from policy.policies.deciding.cases import CaseResult, red, run_cases
from policy.policies.deciding.changes import smallest_changes
from policy.policies.deciding.compiling import CompiledPolicy, compile_pack
from policy.policies.deciding.deciding import decide
from policy.policies.deciding.demands import Demands, Retention, merge_requirements
from policy.policies.deciding.floor import changes_to_permit, on_the_floor
from policy.policies.deciding.verdicts import REGISTER, SILENCE, Reason, Verdict
from policy.policies.deciding.waiving import spoken, without

__all__ = [
    "REGISTER",
    "SILENCE",
    "CaseResult",
    "CompiledPolicy",
    "Demands",
    "Reason",
    "Retention",
    "Verdict",
    "changes_to_permit",
    "compile_pack",
    "decide",
    "merge_requirements",
    "on_the_floor",
    "red",
    "run_cases",
    "smallest_changes",
    "spoken",
    "without",
]
