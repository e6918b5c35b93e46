"""What an action on a change answers with when it cannot be done."""


class Conflict(Exception):
    """The change, or what it would change, moved on meanwhile; the message says how."""
