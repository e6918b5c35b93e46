"""Microsoft Entra's sign-in log."""

import json

from tests.audits.discovery.formats.events import Event, Writer, telling


def entra(event: Event) -> str:
    """A sign-in to an application, which is known by its name and not by its host."""
    return json.dumps(
        {
            "time": f"{event.at:%Y-%m-%dT%H:%M:%S}Z",
            "category": "SignInLogs",
            "properties": {
                "createdDateTime": f"{event.at:%Y-%m-%dT%H:%M:%S}.0000000Z",
                "userDisplayName": "Clearview AI",
                "userPrincipalName": event.user,
                "appDisplayName": event.application,
                "resourceDisplayName": "Microsoft Graph",
                "ipAddress": event.client,
                "status": {"errorCode": 50126 if event.stopped else 0},
            },
        }
    )


WRITERS = {
    "entra": Writer(format="entra", line=entra, tells=telling("user client application stopped")),
}
