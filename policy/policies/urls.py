from django.urls import path

from policy.policies.views.acting import act
from policy.policies.views.acts import ACTS
from policy.policies.views.editing import SORTS, delete, edit_entry
from policy.policies.views.importing import edit, import_page
from policy.policies.views.reading import export, in_force, version_list, version_page

app_name = "policies"

VERSION = "<slug:slug>/<int:number>"
DRAFT = f"{VERSION}/draft"

urlpatterns = [
    path("", in_force, name="in_force"),
    path("versions/", version_list, name="list"),
    path("import/", import_page, name="import"),
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
    # Three addresses per sort of entry of a draft.
    *(
        path(f"{DRAFT}/{sort.name}/{address}", view, {"sort": sort}, name=f"{sort.name}{name}")
        for sort in SORTS
        for address, view, name in (
            ("new/", edit_entry, "_new"),
            ("<int:pk>/", edit_entry, ""),
            ("<int:pk>/delete/", delete, "_delete"),
        )
    ),
    path(f"{DRAFT}/", version_page, name="draft"),
]
