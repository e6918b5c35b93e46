"""Gives each entry its place in the tree, signs the tree, and publishes it."""
