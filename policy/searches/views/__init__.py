"""The pages of search requests: they ask, call an action, show; the rules are elsewhere."""
