"""What changed between two versions: the text word by word, the rules entry by entry."""

from policy.policies.redlining.redline import Change, Field, Part, Redline, redline_of
from policy.policies.redlining.words import Piece, changes_in

__all__ = ["Change", "Field", "Part", "Piece", "Redline", "changes_in", "redline_of"]
