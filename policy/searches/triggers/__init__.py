"""Triggers on requests and all that is kept about them, one module for each of the models'."""
