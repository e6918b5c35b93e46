from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class FindingsConfig(AppConfig):
    name = "audits.findings"
    verbose_name = _("Findings")

    def ready(self) -> None:
        # The sentences register themselves.
        from audits.findings import sentences  # noqa: F401
        from audits.findings.seeding import enter_shipped

        post_migrate.connect(enter_shipped, sender=self)
