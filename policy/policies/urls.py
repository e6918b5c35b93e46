from django.urls import path

from policy.policies.views.acting import act
from policy.policies.views.acts import ACTS
from policy.policies.views.importing import edit, import_page
from policy.policies.views.lapses import acknowledge
from policy.policies.views.reading import export, in_force, version_list, version_page

app_name = "policies"

VERSION = "<slug:slug>/<int:number>"

urlpatterns = [
    path("", in_force, name="in_force"),
    path("versions/", version_list, name="list"),
    path("import/", import_page, name="import"),
    path("warnings/<int:warning>/acknowledge/", acknowledge, name="acknowledge"),
    path(f"{VERSION}/", version_page, name="version"),
    path(f"{VERSION}/export/", export, name="export"),
    path(f"{VERSION}/edit/", edit, name="edit"),
    # One address per act, named as its action is.
    *(
        path(
            f"{VERSION}/{page.action.replace('_', '-')}/",
            act,
            {"action": page.action},
            name=page.action.value,
        )
        for page in ACTS
    ),
]
