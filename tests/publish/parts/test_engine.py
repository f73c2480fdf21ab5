"""What templates print is what Jinja itself makes of them, at less cost."""

from __future__ import annotations

import gc
import weakref
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from kb.publish.parts.engine import Engine

TEMPLATE = """
{% macro link(thing, word="of", again=none) %}
<a href="{{ thing.href }}">{{ word }} {{ thing.text }}</a>{% if again %}, {{ link(again) }}{% endif %}
{% endmacro %}
{% macro lines(things) %}
{% for thing in things %}{{ loop.index }} {{ link(thing, again=things[0]) }}{% endfor %}
{% endmacro %}
{% set said = lines(things) %}
{% block main %}
{% for thing in things if thing.text %}
{{ thing.text }}{{ thing.text|lower }} {{ thing.text.replace("a", "<") }} {{ link(thing, word=thing.text) }}
{{ "no" ~ thing.text if loop.last else link(thing, "to", thing) }}{{ thing.text if loop.first }}
{{ "(" ~ (thing.text if loop.last) ~ ")" }}
{% else %}nothing{% endfor %}
{% endblock %}
{{ said }}{{ lines(things)|length }}{{ number }}{{ number == 3 }}{{ things|map(attribute="text")|join(", ") }}
"""


@dataclass
class Thing:
    text: str
    href: str


TEXTS = st.text(st.sampled_from("<>&'\"ab c"), max_size=8)
PIECES = st.one_of(TEXTS, TEXTS.map(Markup))
THINGS = st.lists(st.builds(Thing, text=PIECES, href=TEXTS), max_size=4)


OWN = Engine(undefined=StrictUndefined)
JINJA = Environment(autoescape=True, undefined=StrictUndefined)
PAGE, SAME = OWN.from_string(TEMPLATE), JINJA.from_string(TEMPLATE)


@settings(max_examples=60, deadline=None)
@given(THINGS, st.integers() | st.floats() | PIECES)
def test_pages_are_those_that_jinja_makes(things: list[Thing], number: object) -> None:
    values = {"things": things or [Thing("<", "&")], "number": number}
    assert PAGE.render(**values) == SAME.render(**values)


def test_a_text_is_escaped_also_where_the_same_was_printed_as_html() -> None:
    page = "{{ html }} {{ text }} {{ html }} {{ text }}"
    said = OWN.from_string(page).render(html=Markup("<b>"), text="<b>")
    assert said == "<b> &lt;b&gt; <b> &lt;b&gt;"


def test_a_page_lets_go_of_what_it_said() -> None:
    """What is held in a circle stays until circles are looked for, which a build hardly does."""
    thing = Thing("a", "b")
    held = weakref.ref(thing)
    gc.disable()
    try:
        PAGE.render(things=[thing], number=1)
        del thing
        assert held() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ thing.hrf }}", "'Thing' object has no attribute 'hrf'"),
        ("{{ thng.href }}", "'thng' is undefined"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}", "parameter 'a' was not provided"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}", "argument"),
        ("{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, b=2) }}", "_b'"),
        ("{{ thing|no_such }}", "No filter named 'no_such'"),
        ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}", "plain"),
    ],
)
def test_a_broken_template_says_what_is_wrong(template: str, said: str) -> None:
    with pytest.raises(Exception, match=said):
        OWN.from_string(template).render(thing=Thing("a", "b"))
