"""What the sign-in page of a demonstration lists."""

from django import template

from config.demo.accounts import DEMO_ACCOUNTS, DemoAccount
from policy.personnel.models import Account

register = template.Library()


@register.simple_tag
def demo_accounts() -> list[DemoAccount]:
    """The demonstration accounts that exist here; none before the demo department is loaded."""
    present = set(Account.objects.filter(is_demo=True).values_list("username", flat=True))
    return [account for account in DEMO_ACCOUNTS if account.username in present]
