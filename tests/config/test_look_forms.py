from datetime import date

import pytest
from django import forms
from django.contrib.admin.widgets import AdminDateWidget

from tests.config.markup import render, words


class Sample(forms.Form):
    case = forms.CharField(label="Case number", help_text="For example 20-11-04567.")
    day = forms.DateField(label="Day", widget=forms.DateInput, required=False)
    moment = forms.DateTimeField(label="Moment", widget=forms.DateTimeInput, required=False)
    system = forms.ChoiceField(
        label="System", choices=[("a", "First"), ("b", "Second")], widget=forms.RadioSelect
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds",
        choices=[("x", "One"), ("y", "Two")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    offense = forms.ChoiceField(label="Offense", choices=[("", "None")], required=False)
    image = forms.FileField(label="Image", required=False)
    agree = forms.BooleanField(label="I agree", help_text="Read it first.")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def show(form, source="{{ form }}"):
    return render(source, form=form)


def group_of(page, name):
    return page.find(attrs={"name": name}).find_parent(class_="usa-form-group")


def test_a_label_stands_above_its_control_and_says_required_in_words():
    page = show(Sample())

    label = page.find("label", attrs={"for": "id_case"})

    assert words(label) == "Case number required"
    assert words(page.find("label", attrs={"for": "id_why"})) == "Why"
    assert label.find_next("input")["id"] == "id_case"


@pytest.mark.parametrize(
    ("name", "css"),
    [
        ("case", "usa-input"),
        ("day", "usa-input"),
        ("system", "usa-radio__input"),
        ("kinds", "usa-checkbox__input"),
        ("why", "usa-textarea"),
        ("offense", "usa-select"),
        ("image", "usa-file-input"),
        ("agree", "usa-checkbox__input"),
    ],
)
def test_a_control_takes_the_class_of_its_kind(name, css):
    control = show(Sample()).find(attrs={"name": name})

    assert control["class"] == [css]


def test_a_class_that_a_form_sets_stays():
    class Wide(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"class": "wide"}))

    assert show(Wide()).input["class"] == ["wide", "usa-input"]


def test_a_hidden_control_is_there_once_without_a_label():
    page = show(Sample())

    assert [control["type"] for control in page.find_all(attrs={"name": "token"})] == ["hidden"]
    assert page.find("label", attrs={"for": "id_token"}) is None


def test_hint_and_error_are_linked_to_their_control():
    page = show(Sample({"case": ""}))

    control = page.find(id="id_case")

    assert control["aria-invalid"] == "true"
    described_by = [page.find(id=one) for one in control["aria-describedby"].split()]
    assert [words(one) for one in described_by] == [
        "For example 20-11-04567.",
        "This field is required.",
    ]


def test_choices_are_a_fieldset_whose_legend_names_them_and_whose_errors_are_linked():
    page = show(Sample({"case": "1"}))

    fieldset = page.find(attrs={"name": "system"}).find_parent("fieldset")

    assert words(fieldset.legend) == "System required"
    assert words(page.find(id=fieldset["aria-describedby"])) == "This field is required."
    assert {label["for"]: words(label) for label in fieldset.find_all("label")} == {
        "id_system_0": "First",
        "id_system_1": "Second",
    }


def test_a_lone_checkbox_stands_before_its_label_with_hint_and_error():
    page = show(Sample({"case": "1"}))

    group = group_of(page, "agree")

    assert words(group.input.find_next_sibling("label")) == "I agree required"
    assert group.input["aria-describedby"].split() == ["id_agree_helptext", "id_agree_error"]


def test_the_summary_lists_every_error_and_links_each_to_a_control():
    form = Sample({"case": "", "day": "yesterday"})
    form.add_error(None, "Two things do not fit together.")

    summary = show(form).find(role="alert")

    assert [words(item) for item in summary.find_all("li")] == [
        "Two things do not fit together.",
        "Case number: This field is required.",
        "Day: Enter a valid date.",
        "System: This field is required.",
        "I agree: This field is required.",
    ]
    assert [link["href"] for link in summary.find_all("a")] == [
        "#id_case",
        "#id_day",
        "#id_system_0",
        "#id_agree",
    ]


def test_every_link_of_the_summary_leads_to_something_on_the_page():
    page = show(Sample({}))

    targets = [link["href"].removeprefix("#") for link in page.find(role="alert").find_all("a")]

    assert len(targets) == 3
    assert all(page.find(id=target) for target in targets)


def test_a_form_without_errors_has_no_summary():
    assert show(Sample()).find(role="alert") is None


def test_an_error_of_a_hidden_field_is_said_without_a_link():
    form = Sample({"case": "1", "system": "a", "agree": "on"})
    form.add_error("token", "The form is from another day.")

    summary = show(form).find(role="alert")

    assert words(summary.li) == "Token: The form is from another day."
    assert summary.a is None


def test_what_was_typed_is_kept_and_escaped():
    page = show(Sample({"case": '"><script>'}))

    assert page.find(id="id_case")["value"] == '"><script>'
    assert page.script is None


def test_a_date_is_the_browsers_own_control_with_the_value_that_it_understands():
    control = show(Sample(initial={"day": date(2020, 11, 13)})).find(id="id_day")

    assert (control["type"], control["value"]) == ("date", "2020-11-13")


def test_a_moment_is_the_browsers_own_control_and_reads_back():
    form = Sample({"case": "1", "moment": "2020-11-13T04:00", "system": "a", "agree": "on"})

    assert form.is_valid()
    assert show(form).find(id="id_moment")["type"] == "datetime-local"


def test_the_admins_own_date_widget_stays_as_it_is():
    class AdminForm(forms.Form):
        day = forms.DateField(widget=AdminDateWidget)

    assert show(AdminForm()).input["type"] == "text"


def test_a_placeholder_that_repeats_the_label_is_left_out_and_another_stays():
    class Placeheld(forms.Form):
        code = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Code"}))
        name = forms.CharField(widget=forms.TextInput(attrs={"placeholder": "Doe, Robin"}))

    page = show(Placeheld())

    assert page.find(id="id_code").get("placeholder") is None
    assert page.find(id="id_name")["placeholder"] == "Doe, Robin"


def test_a_whole_form_sends_files_and_leaves_checking_to_the_server():
    page = show(Sample(), "{% include 'partials/form.html' with submit='Send' cancel='/back' %}")

    assert page.form["enctype"] == "multipart/form-data"
    assert page.form.has_attr("novalidate")
    assert page.find(attrs={"name": "csrfmiddlewaretoken"})["value"]
    assert words(page.button) == "Send"
    assert page.find("a", href="/back").text == "Cancel"


def test_a_dangerous_form_has_a_red_button():
    page = show(
        forms.Form(), "{% include 'partials/form.html' with submit='Withdraw' danger=True %}"
    )

    assert page.button["class"] == ["usa-button", "usa-button--secondary"]
    assert page.form.get("enctype") is None
