"""The guards of conftest.py, which every other test leans on."""

import socket

import pytest
from django.conf import settings
from django.template import Context, Origin, Template, engines


def rendered(text, name, **variables):
    engine = engines["django"].engine
    return Template(text, origin=Origin(name), engine=engine).render(Context(variables))


OURS = str(settings.BASE_DIR / "templates" / "cities" / "city_list.html")
THEIRS = str(settings.BASE_DIR / ".venv" / "admin" / "base.html")


@pytest.mark.parametrize("text", ["{{ city.name }}", "{% for _ in 'a' %}{{ nothing }}{% endfor %}"])
def test_an_undefined_variable_in_our_own_template_fails(text):
    with pytest.raises(pytest.fail.Exception, match=r"templates/cities/city_list\.html prints"):
        rendered(text, OURS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[{{ nothing }}]", "[]"),
        ("{{ nothing|default:'something' }}", "something"),
        ("{% load i18n %}{% blocktranslate %}[{{ nothing }}]{% endblocktranslate %}", "[]"),
    ],
)
def test_an_undefined_variable_in_anothers_template_stays_empty(text, expected):
    assert rendered(text, THEIRS) == expected


def test_a_condition_may_ask_for_an_undefined_variable():
    assert rendered("{% if nothing %}yes{% else %}no{% endif %}", OURS) == "no"


def test_other_hosts_cannot_be_reached():
    with socket.socket() as client, pytest.raises(pytest.fail.Exception, match=r"192\.0\.2\.1"):
        client.connect(("192.0.2.1", 80))
