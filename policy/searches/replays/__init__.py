"""A version of a policy asked again of every request that was decided: what would have flipped."""

from policy.searches.replays.actions import make_replay, sign_off
from policy.searches.replays.replaying import replay

__all__ = ["make_replay", "replay", "sign_off"]
