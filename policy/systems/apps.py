from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "policy.systems"

    def ready(self) -> None:
        from policy.lists.choices import ListName
        from policy.lists.shipped import ship
        from policy.systems.choices import Gallery, PerformingEntity

        ship(
            {
                ListName.GALLERY: Gallery,
                ListName.PERFORMING_ENTITY: PerformingEntity,
            }
        )
