"""An entry of a version as what it says, label by label, so that two can be compared."""

from django.utils.translation import gettext as _

from policy.language.cel import as_cel
from policy.language.conditions import ConditionError
from policy.language.english import as_english
from policy.language.facts import Vocabulary
from policy.language.parser import parse
from policy.personnel.choices import Grade
from policy.policies.choices import Effect, Enforcement, QuestionType, RequirementKind
from policy.policies.packs import (
    AssuranceText,
    ClauseText,
    Pack,
    QuestionText,
    RequirementText,
    RuleText,
)
from policy.policies.wording import gates_in_words, requirement_in_words

Said = dict[str, str]


def head(pack: Pack) -> Said:
    return {
        _("Title"): pack.policy.title,
        _("Issuer"): pack.policy.issuer,
        _("Source"): pack.policy.source,
        _("Summary"): pack.version.summary,
        _("Interim order"): _("yes") if pack.version.interim else _("no"),
        _("Effective from, as written"): pack.version.effective_from,
        _("Effective until, as written"): pack.version.effective_until,
        _("Until the event"): pack.version.until_event,
    }


def clause(text: ClauseText) -> Said:
    return {
        _("Heading"): text.heading,
        _("Text"): text.text,
        _("How it is kept"): _label(Enforcement, text.enforcement),
        _("Source"): text.source,
    }


def rule(text: RuleText, vocabulary: Vocabulary) -> Said:
    return {
        _("Clause"): text.clause,
        _("Effect"): _label(Effect, text.effect),
        _("Gates"): gates_in_words(text.gates) if text.gates else "",
        **_condition(_("When"), text.when, vocabulary),
        _("Requires"): "\n".join(map(_requirement, text.requirements)),
        _("May be waived by"): _label(Grade, text.waivable_by),
    }


def question(text: QuestionText, vocabulary: Vocabulary) -> Said:
    return {
        _("Question"): text.label,
        _("Answer"): _label(QuestionType, text.type),
        _("Choices"): "\n".join(f"{code}: {words}" for code, words in text.choices.items()),
        _("Needed to"): gates_in_words(text.gates) if text.gates else "",
        **_condition(_("When"), text.when, vocabulary),
    }


def assurance(text: AssuranceText, vocabulary: Vocabulary) -> Said:
    return {
        _("Assurance"): text.text,
        _("Gates"): gates_in_words(text.gates) if text.gates else "",
        **_condition(_("Never"), text.never, vocabulary),
        _("Always requires"): _label(RequirementKind, text.always_requires),
    }


def _condition(label: str, written: str, vocabulary: Vocabulary) -> Said:
    """A condition in English and in CEL; one that cannot be read, as it is written."""
    cel = _("%(label)s, in CEL") % {"label": label}
    try:
        read = parse(written, vocabulary) if written else None
    except ConditionError:
        return {cel: written}
    if read is None:
        return {}
    return {label: as_english(read, vocabulary), cel: as_cel(read, vocabulary)}


def _requirement(requirement: RequirementText) -> str:
    try:
        return requirement_in_words(requirement.kind, requirement.details)
    except (KeyError, TypeError, ValueError):
        return requirement.kind


def _label(
    choices: type[Effect | Enforcement | Grade | QuestionType | RequirementKind], code: str
) -> str:
    return str(dict(choices.choices).get(code, code))
