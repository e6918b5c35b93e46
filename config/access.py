"""The one map of who may open which address, and the middleware that holds everyone to it.

An address that is not in the map is open to nobody. What a role may do with one particular
object is decided behind the map, by the queries and permissions of the object's own app.
"""

from collections.abc import Callable
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from policy.personnel.choices import Role
from policy.personnel.models import Account

Roles = frozenset[Role]


class Open(Enum):
    """What needs no particular role."""

    TO_ANYONE = auto()
    TO_ACCOUNTS = auto()


ANYONE = Open.TO_ANYONE
SIGNED_IN = Open.TO_ACCOUNTS
ANY_ROLE: Roles = frozenset(Role)
NOBODY: Roles = frozenset()


def only(*roles: Role) -> Roles:
    return frozenset(roles)


R = Role
READERS = only(R.POLICY_OFFICER, R.AUDITOR, R.OVERSIGHT)
LOG_READERS = only(R.AUDITOR, R.OVERSIGHT)
TRAIL_READERS = only(R.AUDITOR, R.OVERSIGHT, R.ADMINISTRATOR)
REQUEST_READERS = READERS | only(R.REQUESTER, R.SUPERVISOR, R.EXAMINER)

ACCESS: dict[str, Roles | Open] = {
    "home": SIGNED_IN,
    "health": ANYONE,
    # Signing in and one's own account.
    "account_login": ANYONE,
    "account_logout": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    "account_inactive": ANYONE,
    "mfa_authenticate": ANYONE,
    "mfa_index": SIGNED_IN,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_activate_totp": SIGNED_IN,
    "mfa_deactivate_totp": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_generate_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
    "mfa_list_webauthn": SIGNED_IN,
    "mfa_add_webauthn": SIGNED_IN,
    "mfa_edit_webauthn": SIGNED_IN,
    "mfa_remove_webauthn": SIGNED_IN,
    "mfa_reauthenticate_webauthn": SIGNED_IN,
    # Accounts are made, and passwords set anew, by administrators.
    "account_signup": NOBODY,
    "account_email": NOBODY,
    "account_email_verification_sent": NOBODY,
    "account_confirm_email": NOBODY,
    "account_confirm_login_code": NOBODY,
    "account_set_password": NOBODY,
    "account_reset_password": NOBODY,
    "account_reset_password_done": NOBODY,
    "account_reset_password_from_key": NOBODY,
    "account_reset_password_from_key_done": NOBODY,
    "admin:*": only(R.ADMINISTRATOR),
    # Personnel and systems.
    "personnel:people": READERS | only(R.SUPERVISOR, R.ADMINISTRATOR),
    "personnel:units": READERS | only(R.SUPERVISOR, R.ADMINISTRATOR),
    "personnel:person": SIGNED_IN,
    "personnel:notices": SIGNED_IN,
    "personnel:read_notice": SIGNED_IN,
    "personnel:read_notices": SIGNED_IN,
    "personnel:import": only(R.ADMINISTRATOR),
    "personnel:import_confirm": only(R.ADMINISTRATOR),
    "systems:list": ANY_ROLE,
    "systems:detail": ANY_ROLE,
    # Changes of settings, made by two administrators.
    "changes:list": READERS | only(R.ADMINISTRATOR),
    "changes:detail": READERS | only(R.ADMINISTRATOR),
    "changes:settings": READERS | only(R.ADMINISTRATOR),
    "changes:propose": only(R.ADMINISTRATOR),
    # Policies.
    "policies:in_force": ANY_ROLE,
    "policies:list": ANY_ROLE,
    "policies:version": ANY_ROLE,
    "policies:export": ANY_ROLE,
    "policies:analysis": ANY_ROLE,
    "policies:compare": ANY_ROLE,
    "policies:standing": ANY_ROLE,
    "policies:add_standing": only(R.POLICY_OFFICER),
    "policies:end_standing": only(R.POLICY_OFFICER),
    "policies:import": only(R.POLICY_OFFICER),
    "policies:waivers": REQUEST_READERS,
    "policies:waiver": REQUEST_READERS,
    "policies:waiver_new": only(R.REQUESTER, R.SUPERVISOR),
    "policies:edit": only(R.POLICY_OFFICER),
    "policies:new": only(R.POLICY_OFFICER),
    "policies:next": only(R.POLICY_OFFICER),
    "policies:draft": only(R.POLICY_OFFICER),
    "policies:draft_head": only(R.POLICY_OFFICER),
    "policies:draft_beat": only(R.POLICY_OFFICER),
    "policies:draft_take_over": only(R.POLICY_OFFICER),
    "policies:draft_leave": only(R.POLICY_OFFICER),
    "policies:draft_renumber": only(R.POLICY_OFFICER),
    "policies:clause_new": only(R.POLICY_OFFICER),
    "policies:clause": only(R.POLICY_OFFICER),
    "policies:clause_number": only(R.POLICY_OFFICER),
    "policies:clause_move": only(R.POLICY_OFFICER),
    "policies:clause_delete": only(R.POLICY_OFFICER),
    "policies:comment": only(R.POLICY_OFFICER),
    "policies:comment_answer": only(R.POLICY_OFFICER),
    "policies:comment_settle": only(R.POLICY_OFFICER),
    "policies:redline": ANY_ROLE,
    "policies:send_to_review": only(R.POLICY_OFFICER),
    "policies:return": only(R.POLICY_OFFICER),
    "policies:approve": only(R.POLICY_OFFICER, R.SUPERVISOR),
    "policies:object": only(R.POLICY_OFFICER, R.SUPERVISOR),
    "policies:take_back": only(R.POLICY_OFFICER, R.SUPERVISOR),
    "policies:publish": only(R.POLICY_OFFICER),
    "policies:declare_event": only(R.POLICY_OFFICER),
    "policies:acknowledge": only(R.POLICY_OFFICER),
    "policies:overview": READERS | only(R.SUPERVISOR),
    "policies:acknowledgments": READERS | only(R.SUPERVISOR),
    "policies:acknowledgments_csv": READERS | only(R.SUPERVISOR),
    "policies:remind": only(R.POLICY_OFFICER),
    "policies:bind": only(R.POLICY_OFFICER),
    # Whom a version binds, has to read it, whatever their role.
    "policies:acknowledgment": SIGNED_IN,
    "policies:withdraw": only(R.POLICY_OFFICER),
    "policies:discard": only(R.POLICY_OFFICER),
    "replays:new": only(R.POLICY_OFFICER),
    "replays:detail": READERS,
    "replays:sign_off": only(R.POLICY_OFFICER),
    # The lists that policies name, and the agencies that may ask.
    "policies:lists": ANY_ROLE,
    "policies:list_entries": ANY_ROLE,
    "policies:list_entry": ANY_ROLE,
    "policies:add_entry": only(R.POLICY_OFFICER),
    "policies:change_entry": only(R.POLICY_OFFICER),
    "policies:end_entry": only(R.POLICY_OFFICER),
    "policies:agencies": ANY_ROLE,
    "policies:agency": ANY_ROLE,
    "policies:add_agency": only(R.POLICY_OFFICER),
    "policies:change_agency": only(R.POLICY_OFFICER),
    "policies:add_agreement": only(R.POLICY_OFFICER),
    "policies:end_agreement": only(R.POLICY_OFFICER),
    # The entries of a draft.
    "policies:rule_new": only(R.POLICY_OFFICER),
    "policies:rule": only(R.POLICY_OFFICER),
    "policies:rule_delete": only(R.POLICY_OFFICER),
    "policies:question_new": only(R.POLICY_OFFICER),
    "policies:question": only(R.POLICY_OFFICER),
    "policies:question_delete": only(R.POLICY_OFFICER),
    "policies:assurance_new": only(R.POLICY_OFFICER),
    "policies:assurance": only(R.POLICY_OFFICER),
    "policies:assurance_delete": only(R.POLICY_OFFICER),
    "policies:case_new": only(R.POLICY_OFFICER),
    "policies:case": only(R.POLICY_OFFICER),
    "policies:case_delete": only(R.POLICY_OFFICER),
    "policies:quiz_new": only(R.POLICY_OFFICER),
    "policies:quiz": only(R.POLICY_OFFICER),
    "policies:quiz_delete": only(R.POLICY_OFFICER),
    # Search requests.
    "searches:list": REQUEST_READERS,
    "searches:detail": REQUEST_READERS,
    "searches:decision": REQUEST_READERS,
    "searches:version": REQUEST_READERS,
    "searches:probe_image": only(R.REQUESTER, R.SUPERVISOR, R.EXAMINER, R.AUDITOR),
    "searches:new": only(R.REQUESTER),
    "searches:edit": only(R.REQUESTER),
    "searches:preview": only(R.REQUESTER),
    "searches:submit": only(R.REQUESTER),
    "searches:reopen": only(R.REQUESTER),
    "searches:withdraw": only(R.REQUESTER),
    "searches:approve": only(R.SUPERVISOR),
    "searches:deny": only(R.SUPERVISOR),
    "searches:return": only(R.SUPERVISOR),
    "searches:revoke": only(R.SUPERVISOR),
    "searches:run": only(R.EXAMINER),
    "searches:record": only(R.EXAMINER),
    "searches:review": only(R.EXAMINER),
    "searches:release": only(R.EXAMINER),
    "searches:conclude": only(R.EXAMINER),
    "searches:close": only(R.REQUESTER, R.SUPERVISOR),
    # Discovery.
    "discovery:overview": LOG_READERS,
    "discovery:chart": LOG_READERS,
    "discovery:imports": LOG_READERS,
    "discovery:new_import": only(R.AUDITOR),
    "discovery:import": LOG_READERS,
    "discovery:progress": LOG_READERS,
    "discovery:cancel": only(R.AUDITOR),
    "discovery:resume": only(R.AUDITOR),
    "discovery:observations": LOG_READERS,
    "discovery:observation": LOG_READERS,
    "discovery:private": only(R.AUDITOR),
    "discovery:untraced": LOG_READERS,
    "discovery:catalog": LOG_READERS,
    "discovery:test": LOG_READERS,
    "discovery:add_reach": only(R.AUDITOR),
    "discovery:end_reach": only(R.AUDITOR),
    "discovery:permit_host": only(R.AUDITOR),
    "discovery:end_permit": only(R.AUDITOR),
    "discovery:add_belonging": only(R.AUDITOR),
    "discovery:end_belonging": only(R.AUDITOR),
    "discovery:blocklist": LOG_READERS,
    "discovery:mappings": LOG_READERS,
    "discovery:download_mapping": LOG_READERS,
    "discovery:new_mapping": only(R.AUDITOR),
    "discovery:mapping_for_file": only(R.AUDITOR),
    "discovery:change_mapping": only(R.AUDITOR),
    "discovery:end_mapping": only(R.AUDITOR),
    "discovery:folders": LOG_READERS,
    "discovery:watch_folder": only(R.AUDITOR),
    "discovery:stop_watching": only(R.AUDITOR),
    # Findings.
    "findings:list": only(R.AUDITOR, R.OVERSIGHT, R.ADMINISTRATOR),
    "findings:detail": only(R.AUDITOR, R.OVERSIGHT, R.ADMINISTRATOR),
    "findings:file": only(R.AUDITOR),
    "findings:review": only(R.AUDITOR),
    "findings:hear": only(R.AUDITOR),
    "findings:attribute": only(R.AUDITOR),
    "findings:take_down": only(R.AUDITOR),
    "findings:close": only(R.AUDITOR),
    "findings:hand_over": only(R.AUDITOR),
    "findings:tell_office": only(R.AUDITOR),
    "findings:ask": only(R.AUDITOR),
    "findings:decide": only(R.AUDITOR, R.OVERSIGHT),
    "findings:name": only(R.AUDITOR),
    "findings:told": only(R.AUDITOR),
    "findings:rules": READERS,
    "findings:rule": only(R.POLICY_OFFICER),
    "findings:new_office": only(R.POLICY_OFFICER),
    "findings:office": only(R.POLICY_OFFICER),
    "findings:windows": READERS,
    "findings:disclosures": only(R.AUDITOR, R.OVERSIGHT),
    "findings:declare": only(R.POLICY_OFFICER),
    # What was found about oneself, and what one tells of oneself.
    "findings:mine": SIGNED_IN,
    "findings:own": SIGNED_IN,
    "findings:read": SIGNED_IN,
    "findings:disclose": SIGNED_IN,
    "discovery:own": SIGNED_IN,
    # Reports.
    "reports:list": READERS,
    "reports:detail": READERS,
    "reports:download": READERS,
    "reports:proof": READERS,
    "reports:chart": READERS,
    "reports:look_back": only(R.AUDITOR, R.POLICY_OFFICER),
    "reports:new": only(R.AUDITOR, R.POLICY_OFFICER),
    # The trail.
    "trail:list": TRAIL_READERS,
    "trail:entry": TRAIL_READERS,
    "trail:proof": TRAIL_READERS,
    "trail:request": TRAIL_READERS,
    "trail:request_proof": REQUEST_READERS,
    "trail:person": TRAIL_READERS,
    "trail:sealings": TRAIL_READERS,
    "trail:sealing": TRAIL_READERS,
    "trail:propose_sealing": only(R.ADMINISTRATOR),
    # Everyone may know who looked at them.
    "trail:me": SIGNED_IN,
    # A proof is for whoever does not trust the department: it can be checked by anyone.
    "trail:verify": ANYONE,
}


# All that opens until a temporary password is replaced by one of one's own.
WITH_TEMPORARY_PASSWORD = ("account_change_password", "account_logout", "account_reauthenticate")


def roles_for(view_name: str) -> Roles | Open | None:
    """The roles that may open the address `view_name`; None where the map has no entry."""
    namespace = view_name.partition(":")[0]
    return ACCESS.get(view_name, ACCESS.get(f"{namespace}:*"))


def may_open(account: Any, view_name: str) -> bool:
    """May `account` (or an anonymous user) open the address `view_name`?"""
    roles = roles_for(view_name)
    if roles is None or roles is ANYONE:
        return roles is ANYONE
    if not isinstance(account, Account):
        return False
    return isinstance(roles, Open) or account.has_role(*roles)


class AccessMiddleware:
    """Deny by default: signed out goes to sign in, the wrong role gets a 403 with the reason."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        view_name = request.resolver_match.view_name if request.resolver_match else ""
        if may_open(request.user, view_name):
            return to_own_password(request.user, view_name)
        if not request.user.is_authenticated and roles_for(view_name):
            if request.headers.get("HX-Request"):
                # A part of a page is never replaced by the page for signing in.
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            return redirect_to_login(request.get_full_path())
        raise PermissionDenied(why_not(view_name))


def to_own_password(account: Any, view_name: str) -> HttpResponse | None:
    """Where to, before anything else, with a password that an administrator set and knows."""
    if not getattr(account, "password_is_temporary", False):
        return None
    if view_name in WITH_TEMPORARY_PASSWORD or roles_for(view_name) is ANYONE:
        return None
    return redirect("account_change_password")


def why_not(view_name: str) -> str:
    """Why the address `view_name` is closed to someone, in words."""
    roles = roles_for(view_name)
    if not roles or isinstance(roles, Open):
        return _("This address is not open to anyone.")
    names = ", ".join(str(role.label) for role in Role if role in roles)
    return _("Your account cannot open this page. It needs one of these roles: %(roles)s.") % {
        "roles": names
    }
