"""Triggers on policies, one module for each of the models'."""
