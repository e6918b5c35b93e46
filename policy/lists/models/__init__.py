"""The reference data that policies name: lists with their entries, and agencies."""

from policy.lists.models.agencies import Agency, Agreement, AgreementQuerySet
from policy.lists.models.entries import Edition, Entry, EntryQuerySet

__all__ = ["Agency", "Agreement", "AgreementQuerySet", "Edition", "Entry", "EntryQuerySet"]
