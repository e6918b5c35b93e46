"""A small vocabulary with every kind of fact, with and without phrases of its own."""

from policy.language.facts import Fact, Kind, Vocabulary

VOCABULARY = Vocabulary(
    [
        Fact(
            "system.ownership",
            Kind.CHOICE,
            "ownership of the system",
            {
                "department": "the department's",
                "government": "a partner's",
                "commercial": "commercial",
            },
            yes="the system is {}",
            no="the system is not {}",
        ),
        Fact(
            "system.galleries",
            Kind.SET,
            "galleries of the system",
            {
                "booking": "booking photos",
                "driver_license": "driver licenses",
                "open_source": "web photos",
            },
        ),
        Fact("system.name", Kind.TEXT, "name of the system"),
        Fact("system.rate", Kind.NUMBER, "true positive rate"),
        Fact(
            "request.offense",
            Kind.CHOICE,
            "offense",
            {"homicide": "homicide", "robbery": "robbery", "arson": "arson", "fraud": "fraud"},
            yes="the request is for {}",
            no="the request is not for {}",
        ),
        Fact(
            "request.agency_is_outside",
            Kind.YES_NO,
            "outside agency",
            yes="the request is for an outside agency",
            no="the request is for this department",
        ),
        Fact(
            "request.legal_basis",
            Kind.ORDERED,
            "legal basis",
            {
                "none": "nothing",
                "suspicion": "suspicion",
                "cause": "probable cause",
                "warrant": "a warrant",
            },
        ),
        Fact("request.date", Kind.DATE, "date of the request"),
        Fact("requester.certificate_age", Kind.DAYS, "age of the certificate"),
        Fact(
            "requester.certificate_current",
            Kind.YES_NO,
            "current certificate",
            yes="the requester has a current certificate",
            no="the requester has no current certificate",
        ),
        Fact("answer.minor", Kind.YES_NO, "Is the subject a minor?"),
        Fact(
            "answer.squad", Kind.CHOICE, "Which squad asks?", {"north": "North", "south": "South"}
        ),
        Fact("answer.reasons", Kind.SET, "Why now?", {"risk": "risk", "flight": "flight"}),
    ]
)
