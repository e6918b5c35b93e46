"""A pack made a draft; where it has errors, they are told and its text stays to be mended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policy.personnel.requests import Request
from policy.policies.actions import import_pack
from policy.policies.actions.drafting import next_number
from policy.policies.choices import VersionState
from policy.policies.errors import Conflict
from policy.policies.forms.importing import ImportForm
from policy.policies.packs import Pack, PackError, Problem, read_pack, write_pack
from policy.policies.queries import current_vocabulary, pack_of
from policy.policies.views.finding import find


@dataclass(frozen=True)
class Fault:
    """A problem of a pack with the line that it is about."""

    problem: Problem
    line: str


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: Request) -> HttpResponse:
    if request.method != "POST":
        return show(request, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, form)
    text = form.cleaned_data["pack"]
    try:
        version = import_pack(
            pack=read_pack(text, current_vocabulary()),
            by=request.user,
            at=timezone.now(),
            replace_draft=form.cleaned_data["replace_draft"],
        )
    except PackError as error:
        return show(request, to_mend(text, form), faults_of(error, text))
    except Conflict as conflict:
        mended = to_mend(text, form)
        mended.add_error("replace_draft", str(conflict))
        return show(request, mended)
    messages.success(request, _("Imported as a draft. Read it, then send it to review."))
    return redirect(version)


@require_http_methods(["GET", "HEAD"])
def edit(request: Request, slug: str, number: int) -> HttpResponse:
    """The import page with the text of a version: of a draft to replace it, else as a new one."""
    version = find(request.user, slug, number)
    is_draft = version.state == VersionState.DRAFT
    pack = (
        pack_of(version) if is_draft else renumbered(pack_of(version), next_number(version.policy))
    )
    form = ImportForm(initial={"text": write_pack(pack), "replace_draft": is_draft})
    return show(request, form, title=_("Edit the draft") if is_draft else _("The next version"))


def show(
    request: Request, form: ImportForm, faults: Sequence[Fault] = (), title: str = ""
) -> HttpResponse:
    context = {"form": form, "faults": faults, "title": title or _("Import a policy")}
    return render(request, "policies/import.html", context)


def to_mend(text: str, form: ImportForm) -> ImportForm:
    """A form that holds the text of the pack, wherever it came from."""
    return ImportForm({"text": text, "replace_draft": form.cleaned_data["replace_draft"]})


def faults_of(error: PackError, text: str) -> list[Fault]:
    lines = text.splitlines()
    return [
        Fault(problem, lines[problem.line - 1].strip() if problem.line <= len(lines) else "")
        for problem in error.problems
    ]


def renumbered(pack: Pack, number: int) -> Pack:
    return replace(pack, version=replace(pack.version, number=number))
