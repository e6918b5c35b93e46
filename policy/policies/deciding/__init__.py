"""Deciding: what the rules of the policies in force say of a request, and why."""

from policy.policies.deciding.changes import smallest_changes
from policy.policies.deciding.compiling import CompiledPolicy, compile_pack
from policy.policies.deciding.deciding import decide
from policy.policies.deciding.demands import Demands, Retention, merge_requirements
from policy.policies.deciding.verdicts import Reason, Verdict
from policy.policies.deciding.waiving import spoken, without

__all__ = [
    "CompiledPolicy",
    "Demands",
    "Reason",
    "Retention",
    "Verdict",
    "compile_pack",
    "decide",
    "merge_requirements",
    "smallest_changes",
    "spoken",
    "without",
]
