from django.urls import path

from policy.policies.views.acknowledgments import (
    acknowledgments,
    acknowledgments_csv,
    bind,
    overview,
    remind,
)
from policy.policies.views.acting import act
from policy.policies.views.acts import ACTS
from policy.policies.views.analyzing import analysis_page, compare_page
from policy.policies.views.importing import edit, import_page
from policy.policies.views.lapses import acknowledge
from policy.policies.views.reading import export, in_force, version_list, version_page
from policy.policies.views.signing import acknowledgment
from policy.policies.views.standing import add_standing, end_standing, standing_list

app_name = "policies"

VERSION = "<slug:slug>/<int:number>"

urlpatterns = [
    path("", in_force, name="in_force"),
    path("versions/", version_list, name="list"),
    path("import/", import_page, name="import"),
    path("standing/", standing_list, name="standing"),
    path("standing/add/", add_standing, name="add_standing"),
    path("standing/<slug:identifier>/end/", end_standing, name="end_standing"),
    path("warnings/<int:warning>/acknowledge/", acknowledge, name="acknowledge"),
    path("acknowledgments/", overview, name="overview"),
    path(f"{VERSION}/", version_page, name="version"),
    path(f"{VERSION}/read-and-sign/", acknowledgment, name="acknowledgment"),
    path(f"{VERSION}/acknowledgments/", acknowledgments, name="acknowledgments"),
    path(f"{VERSION}/acknowledgments/csv/", acknowledgments_csv, name="acknowledgments_csv"),
    path(f"{VERSION}/remind/", remind, name="remind"),
    path(f"{VERSION}/units/", bind, name="bind"),
    path(f"{VERSION}/analysis/", analysis_page, name="analysis"),
    path(f"{VERSION}/compare/<int:other>/", compare_page, name="compare"),
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
