"""The forms of the trail's pages."""

from audits.trail.forms.reading import ProofForm, SearchForm
from audits.trail.forms.sealing import OrderForm, ScopeForm

__all__ = ["OrderForm", "ProofForm", "ScopeForm", "SearchForm"]
