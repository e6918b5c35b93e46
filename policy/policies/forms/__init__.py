"""Forms of policies, each beside the page that shows it."""
