from django.apps import AppConfig


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
