"""Proofs to take away, and the page where anyone checks one."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from audits.trail.forms import ProofForm
from audits.trail.models import Position
from audits.trail.permissions import may_read_trail
from audits.trail.proving import NoProof, NotAProof, check, latest_of, proof_file, read_upload
from audits.trail.proving.keys import known_verifiers
from audits.trail.wording import Names, for_reader, read
from audits.trail.wording.kinds import kind_in_words, verb_in_words
from audits.trail.wording.names import REQUEST
from policy.personnel.models import Account
from policy.personnel.requests import Request
from policy.searches.queries import visible_to


@require_safe
def proof(request: Request, index: int) -> HttpResponse:
    positions = Position.objects.defer("words", "leaf").select_related("entry")
    position = get_object_or_404(positions, pk=index)
    readable = _may_read_content(request.user, position)
    return proof_response(request, position, with_content=readable)


@require_safe
def request_proof(request: Request, pk: int) -> HttpResponse:
    """For whoever may see the request, that it is on record as it stands."""
    search = get_object_or_404(visible_to(request.user), pk=pk)
    try:
        position = latest_of(REQUEST, search.pk)
    except NoProof:
        return not_yet(request)
    readable = bool(may_read_trail(request.user)) and _may_read_content(request.user, position)
    return proof_response(request, position, with_content=readable)


def proof_response(request: Request, position: Position, *, with_content: bool) -> HttpResponse:
    """The proof as a download; where there is none yet, a page that says how long to wait."""
    try:
        data = proof_file(position, with_content=with_content)
    except NoProof:
        return not_yet(request)
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="proof-{position.index}.zip"'
    return response


def not_yet(request: Request) -> HttpResponse:
    return render(request, "trail/not_yet.html", status=HTTPStatus.ACCEPTED)


def _may_read_content(account: Account, position: Position) -> bool:
    """Whether the content is for `account` as a whole, so that its bytes can be handed out."""
    told = read(position)
    return for_reader([told], Names([told]), account) == [told]


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Open to anyone: it reads what is uploaded, and of the database the public keys."""
    if request.method != "POST":
        return render(request, "trail/verify.html", {"form": ProofForm()})
    form = ProofForm(request.POST, request.FILES)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        try:
            context["checked"] = checked = check(
                read_upload(**form.files_read()), known_verifiers()
            )
            context["verb"] = verb_in_words(str(checked.entry.get("verb", "")))
            context["kind"] = kind_in_words(str(checked.entry.get("kind", "")))
        except NotAProof as error:
            context["wrong"] = str(error)
    return render(request, "trail/verify.html", context)
