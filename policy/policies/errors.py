"""What an action on a policy answers with when it cannot be done."""


class Conflict(Exception):
    """What the action needs is not, or no longer, so; the message says what stands in the way."""
