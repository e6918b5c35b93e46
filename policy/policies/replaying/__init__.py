"""A version asked of past decisions, with the facts of their day: by SQL, in one pass."""

from policy.policies.replaying.flips import RuleName, Span, flips_in
from policy.policies.replaying.spans import spans_of

__all__ = ["RuleName", "Span", "flips_in", "spans_of"]
