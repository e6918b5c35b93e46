"""Microsoft Entra's sign-in log: which account signed in to which application, and from where.

Layouts: the schema of Azure Monitor's SignInLogs and its siblings, one envelope a line, and the
resource type signIn of Microsoft Graph, one object a line. It sees what is federated with the
tenant, and no host; an error other than 0 means that the sign-in failed or was not finished.
"""

from audits.discovery.formats.clocks import iso
from audits.discovery.formats.columns import Pattern, cleaned, joined, key, key_within, said
from audits.discovery.formats.format import Format, Shows

_CODE = key("errorCode", "resultType")

SIGN_INS = Format(
    name="entra",
    label="Microsoft Entra sign-in log",
    shape=Pattern(
        r'^[ \t]*(?:[\[,][ \t]*)?\{[^\n]*"(?:appDisplayName|resourceDisplayName)"[ \t]*:', 0
    ),
    time=key("createdDateTime", "time"),
    clock=iso,
    user=key("userPrincipalName", "servicePrincipalName"),
    client=key("ipAddress", "callerIpAddress"),
    device=key_within("deviceDetail", "displayName"),
    outcome=cleaned(
        joined("", said("denied: "), _CODE), (r"^denied: 0$", "success"), (r"^denied: $", "")
    ),
    applications=(key("appDisplayName"), key("resourceDisplayName")),
    shows=Shows.SIGN_INS,
)
