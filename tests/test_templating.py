"""A desk may replace any mail, and cannot break one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mailtick.incidents.samples import INCIDENT, SAMPLES
from mailtick.templating import TemplateFault, Templates
from mailtick.templating.filters import filters, greeting, paragraphs, quote, wrap72

SAMPLE = SAMPLES["acknowledgement"]
BUILT_IN = Templates().render("acknowledgement", SAMPLE)


def templates_with(folder: Path, **files: str) -> Templates:
    for name, source in files.items():
        (folder / f"{name}.jinja").write_text(source, encoding="utf-8")
    return Templates(folder)


def own(subject: str = "S", text: str = "T", html: str = "<p>H</p>") -> str:
    return (
        f"{{% block subject %}}{subject}{{% endblock %}}\n"
        f"{{% block text %}}{text}{{% endblock %}}\n"
        f"{{% block html %}}{html}{{% endblock %}}\n"
    )


def test_a_desks_own_template_is_used(tmp_path: Path) -> None:
    source = own("[{{ incident.reference }}] Ta", "Ta, {{ to.name }}.", "<p>Ta, {{ to.name }}.</p>")
    rendered = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", SAMPLE)

    assert (rendered.subject, rendered.text, rendered.html, rendered.fault) == (
        "[ICT-1041] Ta",
        "Ta, Mrs Claire Brown.\n",
        "<p>Ta, Mrs Claire Brown.</p>\n",
        "",
    )


def test_a_desk_may_change_one_block_and_keep_the_rest(tmp_path: Path) -> None:
    source = '{% extends "builtin/acknowledgement.jinja" %}{% block subject %}{{ super() }} (Saltmarsh){% endblock %}'
    rendered = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", SAMPLE)

    assert rendered.fault == ""
    assert rendered.subject == BUILT_IN.subject + " (Saltmarsh)"
    assert (rendered.text, rendered.html) == (BUILT_IN.text, BUILT_IN.html)


def test_a_desks_own_layout_dresses_the_built_in_mails(tmp_path: Path) -> None:
    source = (Path(__file__).parents[1] / "templates/mail/_layout.jinja").read_text(encoding="utf-8")
    rendered = templates_with(tmp_path, _layout=source.replace("#2b8a83", "#7a1f3d")).render("acknowledgement", SAMPLE)

    assert rendered.html == BUILT_IN.html.replace("#2b8a83", "#7a1f3d")


def test_names_set_at_the_top_of_a_file_reach_its_blocks(tmp_path: Path) -> None:
    source = "{% set ours = 'hello' %}" + own("{{ ours }}", "{{ ours }}", "{{ ours }}")
    rendered = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", SAMPLE)

    assert (rendered.subject, rendered.text, rendered.html) == ("hello", "hello\n", "hello\n")


def test_without_an_html_block_the_html_is_made_of_the_text(tmp_path: Path) -> None:
    source = (
        "{% block subject %}S{% endblock %}"
        "{% block text %}a <b> & c\nsee https://saltmarshprimary.example/ict?a=1&b=2.\n\nend{% endblock %}"
    )
    html = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", SAMPLE).html

    link = "https://saltmarshprimary.example/ict?a=1&amp;b=2"
    assert f'a &lt;b&gt; &amp; c<br>\nsee <a href="{link}">{link}</a>.</p>' in html
    assert '<p style="margin:0;">end</p>' in html


def test_an_own_template_cannot_forget_to_escape_html(tmp_path: Path) -> None:
    source = own("{{ to.name }}", "{{ to.name }}", "<p>{{ to.name }}</p>")
    hostile = {"to": {"name": "<script>x</script>"}}
    rendered = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", hostile)

    assert rendered.html == "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"
    assert rendered.subject == rendered.text.strip() == "<script>x</script>"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (own(text="one\ntwo {{ incidnet.title }}"), "acknowledgement.jinja, line 3: 'incidnet' is undefined"),
        (own(text="{{ incident.titel }}"), "has no attribute 'titel'"),
        (own(html="{{ nobody }}"), "acknowledgement.jinja, line 3: 'nobody' is undefined"),
        (own(text="{% if %}"), "acknowledgement.jinja, line 2: Expected an expression"),
        (own(text="{{ 1 / 0 }}"), "acknowledgement.jinja, line 2: division by zero"),
        (own(text="{{ 'x' * 10**9 }}"), "small numbers only"),
        (own(text="{{ '%1000000000d' % 1 }}"), "small numbers only"),
        (own(text="{{ big }}{{ big }}"), "more than 1,000,000 characters"),
        (own(text="{{ ''.__class__.__mro__ }}"), "access to attribute '__class__'"),
        (own(text="{{ range(9) }}"), "'range' is undefined"),
        (own(text="{{ lipsum() }}"), "'lipsum' is undefined"),
        (own(text="{% include 'nothing.jinja' %}"), "there is no template 'nothing.jinja'"),
        ("{% block subject %}S{% endblock %}", "has no block 'text'"),
        ('{% extends "acknowledgement.jinja" %}', "acknowledgement.jinja"),
    ],
    ids=[
        "undefined name",
        "undefined attribute",
        "undefined in html",
        "syntax",
        "division",
        "huge",
        "huge by format",
        "long",
        "escape from the sandbox",
        "range",
        "lipsum",
        "missing file",
        "missing block",
        "extends itself",
    ],
)
def test_a_broken_own_template_gives_way_and_its_fault_is_told(tmp_path: Path, source: str, told: str) -> None:
    context = {**SAMPLE, "big": "x" * 600_000}
    rendered = templates_with(tmp_path, acknowledgement=source).render("acknowledgement", context)

    assert (rendered.subject, rendered.text, rendered.html) == (BUILT_IN.subject, BUILT_IN.text, BUILT_IN.html)
    assert told in rendered.fault
    assert rendered.fault.endswith("The built-in template was used instead.")


def test_an_own_template_that_is_no_text_gives_way(tmp_path: Path) -> None:
    (tmp_path / "acknowledgement.jinja").write_bytes(b"\xff\xfe\x00")

    rendered = Templates(tmp_path).render("acknowledgement", SAMPLE)

    assert rendered.text == BUILT_IN.text
    assert "acknowledgement.jinja" in rendered.fault


def test_a_mail_that_does_not_exist_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match=r"acknowledgment\.jinja"):
        Templates().render("acknowledgment", SAMPLE)


def test_a_context_that_misses_something_is_a_fault() -> None:
    with pytest.raises(TemplateFault, match=r"acknowledgement\.jinja, line \d+: '(?:by|desk)' is undefined"):
        Templates().render("acknowledgement", {"incident": INCIDENT, "to": SAMPLE["to"]})


def test_a_subject_is_one_line_whatever_the_title(tmp_path: Path) -> None:
    source = own("[X]\n {{ title }}\n")
    context = {"title": "a\r\nBcc: b\x00\x85\u2028c\td"}

    assert templates_with(tmp_path, update=source).render("update", context).subject == "[X] a Bcc: b c d"


def test_the_built_in_templates_pass_the_check() -> None:
    assert Templates().check(SAMPLES) == []
    assert set(Templates().names) == set(SAMPLES)


@pytest.mark.parametrize(
    ("file", "source", "told"),
    [
        (
            "resolved",
            own(text="\n\n{{ incidnet.title }}"),
            "resolved.jinja, line 4: 'incidnet' is undefined; did you mean 'incident'?",
        ),
        ("resolved", own(text="{% if not to %}\n{{ nope }}{% endif %}"), "resolved.jinja, line 3: 'nope' is undefined"),
        ("resolved", own(text="{% for %}"), "resolved.jinja, line 2: "),
        ("resolved", own(text="{{ incident.nope }}"), "resolved.jinja, line 2: "),
        ("_layout", "{% macro page( %}", "_layout.jinja, line 1: "),
        ("resolvd", own(), "resolvd.jinja: no mail has this name; did you mean resolved.jinja?"),
        ("zzzz", own(), "zzzz.jinja: no mail has this name; there are acknowledgement.jinja, "),
    ],
    ids=["name", "name in another branch", "syntax", "attribute", "layout", "near name", "no near name"],
)
def test_the_check_names_file_and_line(tmp_path: Path, file: str, source: str, told: str) -> None:
    faults = templates_with(tmp_path, **{file: source}).check(SAMPLES)

    assert len(faults) == 1
    assert faults[0].startswith(str(tmp_path))
    assert told in faults[0]


def test_the_check_finds_all_faults_at_once(tmp_path: Path) -> None:
    faults = templates_with(tmp_path, update=own("{{ a }}"), alert=own("{{ b }}{% if %}"), alrt=own()).check(SAMPLES)

    assert len(faults) == 3


def test_the_check_leaves_other_files_of_the_desk_alone(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text("ours", encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"\x00")
    source = '{% import "_ours.jinja" as ours %}' + own("{{ ours.hello() }}")

    faults = templates_with(tmp_path, _ours="{% macro hello() %}hello{% endmacro %}", update=source).check(SAMPLES)

    assert faults == []


def test_the_check_names_an_own_folder_that_is_missing(tmp_path: Path) -> None:
    (fault,) = Templates(tmp_path / "templates").check(SAMPLES)

    assert fault == f"{tmp_path / 'templates'}: there is no such folder for the desk's own templates"


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("when", datetime(2026, 11, 16, 7, 48, tzinfo=UTC), "Mon 16 Nov 07:48"),
        ("when", datetime(2026, 7, 1, 23, 5, tzinfo=UTC), "Thu 2 Jul 00:05"),
        ("day", datetime(2026, 7, 1, 23, 5, tzinfo=UTC), "Thursday 2 July"),
        ("day", date(2026, 11, 20), "Friday 20 November"),
    ],
    ids=["winter", "summer, after midnight", "moment as a day", "day"],
)
def test_times_are_shown_in_the_desks_zone(name: str, value: object, expected: str) -> None:
    assert filters(ZoneInfo("Europe/London"))[name](value) == expected


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    naive: Mapping[str, object] = {"at": datetime(2026, 11, 16, 7, 48)}  # noqa: DTZ001 - the fault under test
    templates = templates_with(tmp_path, update=own("{{ at | when }}"))

    with pytest.raises(TemplateFault):
        templates.render("update", naive)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mrs Claire Brown", "Dear Mrs Brown,"),
        ("Dr. Anna van der Berg", "Dear Dr. van der Berg,"),
        ("Mrs Brown", "Dear Mrs Brown,"),
        ("BrightBoard AV", "Dear BrightBoard AV,"),
        ("  ", "Hello,"),
    ],
)
def test_people_are_addressed_as_in_a_letter(name: str, expected: str) -> None:
    assert greeting(name) == expected


def test_long_lines_are_wrapped_below_their_own_beginning() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"

    assert wrap72(words).splitlines()[1] == "fourteen"
    assert wrap72(f"  Place        {words}").splitlines()[1].startswith("               t")
    assert wrap72(f"  - {words}").splitlines()[1].startswith("    t")
    assert wrap72("x" * 100) == "x" * 100
    assert wrap72(f"> {words}") == f"> {words}"


def test_quoted_text_is_marked_on_every_line() -> None:
    quoted = quote("first\n\n" + "word " * 30)

    assert quoted.startswith("> first\n>\n> word")
    assert all(line.startswith(">") and len(line) <= 72 for line in quoted.splitlines())


def test_paragraphs_make_no_link_of_what_a_stranger_wrote() -> None:
    assert paragraphs("http://offlce365-login.example/k\nx\n\ny") == (
        '<p style="margin:0 0 14px 0;">http://offlce365-login.example/k<br>\nx</p>\n<p style="margin:0;">y</p>'
    )
