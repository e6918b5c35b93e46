"""What a record of somebody else says of a person and a service."""

from enum import StrEnum


class Record(StrEnum):
    """The kinds of records; a line of a log is none of them."""

    NONE = ""
    # A vendor's export: one search that it says it made.
    SEARCH = "search"
    # A vendor's list: an account, and how many searches it counts.
    ACCOUNT = "account"
    # Mail that a service sends to whoever opened an account.
    WELCOME = "welcome"
    # Any other mail of a service; nobody answers for what they are sent.
    MAIL = "mail"
    PURCHASE = "purchase"
    # A list that a journalist or an auditor handed over, or that another agency answered with.
    LISTED = "listed"
