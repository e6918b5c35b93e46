"""Whether a contact is one, decided once more and in another way."""

from audits.discovery.contacts import By, Contact
from audits.discovery.engines.engine import Answer
from audits.discovery.selecting import ANSWER
from audits.discovery.services import Service, spellings


def check_contact(contact: Contact, row: Answer) -> str:
    """What is wrong with a contact that the engine answered as `row`; "" where nothing is."""
    service = contact.service
    if contact.by == By.NAME:
        is_one = any(is_below(contact.host, name) for name in names_of(service))
    elif contact.by == By.ADDRESS:
        is_one = row[ANSWER.index("service_address")] in service.addresses
    else:
        is_one = contact.application in map(str.lower, service.applications)
    return "" if is_one else f"it does not reach {service.name}"


def names_of(service: Service) -> list[str]:
    return [spelled for name in service.domains for spelled in spellings(name)]


def is_below(host: str, domain: str) -> bool:
    """Whether `host` is `domain`, whose `*` stands for one label, or a name below it."""
    labels, wanted = host.split("."), domain.split(".")
    pairs = zip(labels[-len(wanted) :], wanted, strict=False)
    return len(labels) >= len(wanted) and all(
        label == one or (one == "*" and label != "") for label, one in pairs
    )
