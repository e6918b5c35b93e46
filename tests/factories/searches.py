"""Search requests as rows, by the hundred.

tests/policy/searches/office.py brings a request to any state by the actions.
"""

from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from policy.policies.choices import (
    Gate,
    ImageSource,
    LegalBasis,
    Media,
    Offense,
    Outcome,
    Purpose,
    SubjectRole,
)
from policy.policies.models import Decision
from policy.searches.choices import Action, State
from policy.searches.editing import kept_content
from policy.searches.models import ContentVersion, SearchRequest, Step
from tests.factories.personnel import PersonFactory
from tests.factories.systems import SystemFactory

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


class SearchRequestFactory(DjangoModelFactory):
    """A draft that is filled in; `submitted=True` puts it into approval by a bare decision."""

    class Meta:
        model = SearchRequest
        skip_postgeneration_save = True

    requester = factory.SubFactory(PersonFactory)
    unit = factory.SelfAttribute("requester.unit")
    system = factory.SubFactory(SystemFactory)
    created_at = AT
    state_at = factory.SelfAttribute("created_at")
    agency_is_outside = False
    case_number = factory.Sequence(lambda n: f"26-{n:05}")
    offense = Offense.ROBBERY
    purpose = Purpose.IDENTIFY_SUSPECT
    legal_basis = LegalBasis.REASONABLE_SUSPICION
    subject_role = SubjectRole.SUSPECT
    justification = "The camera over the till shows the person at close range."
    media = Media.VIDEO_FRAME
    image_source = ImageSource.CCTV

    @factory.post_generation
    def submitted(self: SearchRequest, create: bool, wanted: bool | None, **_: Any) -> None:
        if wanted:
            ContentVersion.objects.create(
                request=self, number=1, content=kept_content(self), created_at=self.created_at
            )
            decision = Decision.objects.create(
                gate=Gate.SUBMIT, outcome=Outcome.PERMITTED, made_at=self.created_at, facts={}
            )
            Step.objects.create(
                request=self,
                action=Action.SUBMIT,
                before=State.DRAFT,
                after=State.IN_APPROVAL,
                actor=self.requester,
                at=self.created_at,
                version=1,
                decision=decision,
            )
            self.version, self.state = 1, State.IN_APPROVAL
            self.number = f"{self.created_at.year}-F{self.pk:05}"
            self.submitted_at = self.created_at
            self.save()
