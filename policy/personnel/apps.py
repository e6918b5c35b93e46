from django.apps import AppConfig
from django.db.models.signals import post_migrate

from policy.keeping import close_the_way_around


class PersonnelConfig(AppConfig):
    name = "policy.personnel"

    def ready(self) -> None:
        from policy.lists.choices import ListName
        from policy.lists.shipped import ship
        from policy.personnel.choices import Grade, Issuer

        ship(
            {
                ListName.ISSUER: Issuer,
                ListName.GRADE: Grade,
            }
        )
        # The signal comes after the migrations of every app.
        post_migrate.connect(close_the_way_around, sender=self)
