"""People who may ask for or run searches and hold no current certificate."""

from policy.personnel.models import Person
