from typing import Any

from django.contrib import admin

from policy.changes import actions
from policy.changes.admin.proposing import BY_TWO, ReasonField, propose, tell
from policy.systems.admin import SystemAdmin, SystemForm
from policy.systems.choices import SystemStatus
from policy.systems.models import System


class ProposingForm(SystemForm):
    reason = ReasonField()

    class Meta(SystemForm.Meta):
        help_texts = {"status": BY_TWO}  # noqa: RUF012 (Django's own way)


@admin.register(System)
class ProposingSystemAdmin(SystemAdmin):
    form = ProposingForm

    def save_model(self, request: Any, obj: System, form: Any, change: bool) -> None:
        """Writes everything but the status, which is proposed."""
        wanted = SystemStatus(obj.status)
        obj.status = System.objects.get(pk=obj.pk).status if change else SystemStatus.PROHIBITED
        super().save_model(request, obj, form, change)
        if wanted == obj.status:
            return
        proposed = propose(
            actions.propose_status, request=request, form=form, system=obj, status=wanted
        )
        tell(request, [proposed])
