from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_domain = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+\Z",
    _("Enter a domain in lower case without scheme or path, for example example.com."),
)

# Whatever ends a line somewhere would end a comment there, and let what follows be a command.
validate_one_line = RegexValidator(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029]",
    _("Enter a name without line ends and other control characters."),
    inverse_match=True,
)
