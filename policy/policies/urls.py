from django.urls import path

from policy.policies.views import agencies, lists
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
from policy.policies.views.clauses import (
    add_clause,
    delete_clause,
    move_clause,
    number_clause,
    renumber,
    save_clause,
)
from policy.policies.views.commenting import answer, comment, settle
from policy.policies.views.drafting import (
    beat,
    draft_page,
    leave,
    new,
    next_version,
    save_head,
    take_over,
)
from policy.policies.views.editing import SORTS, delete, edit_entry
from policy.policies.views.importing import edit, import_page
from policy.policies.views.lapses import acknowledge
from policy.policies.views.reading import export, in_force, version_list, version_page
from policy.policies.views.redlining import redline_page
from policy.policies.views.signing import acknowledgment
from policy.policies.views.standing import add_standing, end_standing, standing_list
from policy.policies.views.waivers import waiver_list, waiver_new, waiver_page

app_name = "policies"

ENTRIES = "lists/<slug:name>"
ENTRY = f"{ENTRIES}/<slug:code>"
VERSION = "<slug:slug>/<int:number>"
DRAFT = f"{VERSION}/draft"
CLAUSE = f"{DRAFT}/clauses/<int:clause_pk>"
COMMENT = f"{VERSION}/comments/<int:comment_pk>"

drafting = [
    path("new/", new, name="new"),
    path(f"{VERSION}/next/", next_version, name="next"),
    path(f"{DRAFT}/", draft_page, name="draft"),
    path(f"{DRAFT}/head/", save_head, name="draft_head"),
    path(f"{DRAFT}/hold/", beat, name="draft_beat"),
    path(f"{DRAFT}/take-over/", take_over, name="draft_take_over"),
    path(f"{DRAFT}/leave/", leave, name="draft_leave"),
    path(f"{DRAFT}/renumber/", renumber, name="draft_renumber"),
    path(f"{DRAFT}/clauses/new/", add_clause, name="clause_new"),
    path(f"{CLAUSE}/", save_clause, name="clause"),
    path(f"{CLAUSE}/number/", number_clause, name="clause_number"),
    path(f"{CLAUSE}/move/", move_clause, name="clause_move"),
    path(f"{CLAUSE}/delete/", delete_clause, name="clause_delete"),
    path(f"{VERSION}/clauses/<int:clause_pk>/comment/", comment, name="comment"),
    path(f"{COMMENT}/answer/", answer, name="comment_answer"),
    path(f"{COMMENT}/settle/", settle, name="comment_settle"),
]

urlpatterns = [
    path("", in_force, name="in_force"),
    path("versions/", version_list, name="list"),
    path("waivers/", waiver_list, name="waivers"),
    path("waivers/new/", waiver_new, name="waiver_new"),
    path("waivers/<int:pk>/", waiver_page, name="waiver"),
    path("import/", import_page, name="import"),
    path("standing/", standing_list, name="standing"),
    path("standing/add/", add_standing, name="add_standing"),
    path("standing/<slug:identifier>/end/", end_standing, name="end_standing"),
    path("lists/", lists.index, name="lists"),
    path(f"{ENTRIES}/", lists.entries, name="list_entries"),
    path(f"{ENTRIES}/add-entry/", lists.add, name="add_entry"),
    path(f"{ENTRY}/", lists.entry, name="list_entry"),
    path(f"{ENTRY}/change/", lists.change, name="change_entry"),
    path(f"{ENTRY}/end/", lists.end, name="end_entry"),
    path("agencies/", agencies.index, name="agencies"),
    path("agencies/add/", agencies.add, name="add_agency"),
    path("agencies/<int:agency>/", agencies.detail, name="agency"),
    path("agencies/<int:agency>/change/", agencies.change, name="change_agency"),
    path("agencies/<int:agency>/agreements/add/", agencies.agree, name="add_agreement"),
    path("agencies/agreements/<int:agreement>/end/", agencies.end, name="end_agreement"),
    path("warnings/<int:warning>/acknowledge/", acknowledge, name="acknowledge"),
    path("redline/", redline_page, name="redline"),
    *drafting,
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
]
