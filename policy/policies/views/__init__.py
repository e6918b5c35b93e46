"""The pages of policies: they ask, call an action, show; the rules are elsewhere."""
