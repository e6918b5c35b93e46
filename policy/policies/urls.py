from django.urls import path

from policy.policies.views.acting import act
from policy.policies.views.acts import ACTS
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
from policy.policies.views.importing import edit, import_page
from policy.policies.views.reading import export, in_force, version_list, version_page
from policy.policies.views.redlining import redline_page

app_name = "policies"

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
    path("import/", import_page, name="import"),
    path("redline/", redline_page, name="redline"),
    *drafting,
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
