from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ListsConfig(AppConfig):
    name = "policy.lists"
    verbose_name = _("Lists")

    def ready(self) -> None:
        from policy.lists.seeding import enter_shipped

        post_migrate.connect(enter_shipped, sender=self)
