"""Evidence that is no network log: what a vendor, a mail gateway, a card or a list says."""
