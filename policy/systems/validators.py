from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

validate_domain = RegexValidator(
    r"^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+\Z",
    _("Enter a domain in lower case without scheme or path, for example example.com."),
)
