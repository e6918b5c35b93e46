from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TrailConfig(AppConfig):
    name = "audits.trail"
    verbose_name = _("Trail")

    def ready(self) -> None:
        from audits.trail.recording import signing_in  # noqa: F401 (listens)
        from audits.trail.recording.naming import name_on_every_connection

        name_on_every_connection()
