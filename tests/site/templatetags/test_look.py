from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.urls import NoReverseMatch
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override

from muster.apps.accounts.models import User
from muster.site.templatetags.look import initials


def drawn(source: str, address: str = "/list/", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template(source).render(RequestContext(request, values))


def test_an_icon_is_hidden_unless_it_has_a_label() -> None:
    assert 'aria-hidden="true"' in drawn("{% icon 'search' %}")
    labelled = drawn("{% icon 'trash' label=label %}", label="Remove <it>")
    assert 'role="img" aria-label="Remove &lt;it&gt;"' in labelled
    assert "aria-hidden" not in labelled
    assert "directional" in drawn("{% icon 'arrow-forward' %}")
    with pytest.raises(KeyError):
        drawn("{% icon 'unicorn' %}")


def test_a_badge_has_a_known_tone() -> None:
    assert (
        drawn("{% badge text 'warn' %}", text="On <hold>")
        == '<span class="badge" data-tone="warn">On &lt;hold&gt;</span>'
    )
    with pytest.raises(ValueError, match="pink is no tone"):
        drawn("{% badge 'x' 'pink' %}")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Ines Amrani", "IA"),
        ("marijke van der Velde-Oosterhuis", "MV"),
        ("Prince", "P"),
        ("", ""),
        ("ليلى الحسن", "لا"),
        ("(Bob) Marley", "M"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name).replace("\u200c", "") == letters


def test_a_person_is_isolated_and_escaped() -> None:
    html = drawn("{% person name '/p/1/' note='Runtime' %}", name="<Ines>")
    assert '<a href="/p/1/"><bdi>&lt;Ines&gt;</bdi></a>' in html
    assert "Runtime" in html
    assert drawn("{% avatar 'Ada' %}") == drawn("{% avatar 'Ada' %}")


def test_a_column_sorts_one_way_then_the_other_and_keeps_the_filters() -> None:
    source = "{% column 'Name' sort='name' %}"
    fresh = drawn(source, "/list/?q=a&page=4")
    assert 'href="?q=a&amp;sort=name"' in fresh
    assert "aria-sort" not in fresh
    up = drawn(source, "/list/?sort=name")
    assert 'aria-sort="ascending"' in up
    assert 'href="?sort=-name"' in up
    assert 'aria-sort="descending"' in drawn(source, "/list/?sort=-name")
    assert drawn("{% column 'Pay' class='number' %}") == '<th scope="col" class="number">Pay</th>'


def test_a_form_keeps_what_the_query_has() -> None:
    html = drawn("{% keep 'sort' 'stage' %}", "/list/?sort=name&stage=a&stage=%22b&q=x")
    assert re.findall(r'name="(\w+)" value="([^"]+)"', html) == [
        ("sort", "name"),
        ("stage", "a"),
        ("stage", "&quot;b"),
    ]


def test_pages_lead_on_and_keep_the_query() -> None:
    page = Paginator(range(2437), 50).get_page(7)
    html = drawn("{% pagination page %}", "/list/?q=a", page=page)
    assert 'rel="prev" href="?q=a&amp;page=6"' in html
    assert 'rel="next" href="?q=a&amp;page=8"' in html
    assert '<span class="current" aria-current="page">7</span>' in html
    assert "301 to 350 of 2,437" in html
    assert "<ul>" not in drawn("{% pagination page %}", page=Paginator(range(9), 50).get_page(1))
    assert drawn("{% pagination page %}", page=Paginator([], 50).get_page(1)).strip() == ""


def test_cursors_lead_on() -> None:
    html = drawn("{% cursors previous='p' next='n' %}", "/list/?q=a&after=x")
    assert 'href="?q=a&amp;before=p"' in html
    assert 'href="?q=a&amp;after=n"' in html
    assert drawn("{% cursors %}").strip() == ""


def test_an_empty_state_holds_what_to_do_next() -> None:
    html = drawn(
        "{% empty_state title icon='people' %}<a href='/add/'>Add</a>{% end_empty_state %}",
        title="Nobody <yet>",
    )
    assert "<h2>Nobody &lt;yet&gt;</h2><a href='/add/'>Add</a>" in html


def test_a_stat_is_a_link_with_its_label() -> None:
    html = drawn("{% stat 'In review' 2437 '/list/?stage=review' %}")
    assert 'href="/list/?stage=review" aria-label="In review: 2,437">2,437</a>' in html


def test_progress_has_a_value_that_browsers_read_in_every_language() -> None:
    with override("fr"):
        assert 'value="0.25"' in drawn("{% progress 1 4 'Importing' %}")
    assert "value=" not in drawn("{% progress 12 None 'Importing' %}")
    assert 'value="1.0"' in drawn("{% progress 9 4 'Importing' %}")


def test_an_interval_is_drawn_to_scale_and_said() -> None:
    source = "{% interval 1 0 2 -2 2 reference=-1 %}"
    html = drawn(source)
    assert 'aria-label="1.00, between 0.00 and 2.00"' in html
    assert 'class="range" x1="50.00%" x2="100.00%"' in html
    assert 'class="reference" x1="25.00%"' in html
    assert 'cx="75.00%"' in html
    with override("ar"):
        assert 'cx="25.00%"' in drawn(source)
    assert 'x2="100.00%"' in drawn("{% interval 0 -9 9 -2 2 %}")


def test_a_share_is_drawn_on_the_whole() -> None:
    html = drawn("{% rate_interval 0.25 0.1 0.5 %}")
    assert 'aria-label="25%, between 10% and 50%"' in html
    assert 'class="range" x1="10.00%" x2="50.00%"' in html


def test_what_stays_the_same_is_kept_by_language() -> None:
    english = drawn("{% kept 'look/palette.html' %}")
    assert drawn("{% kept 'look/palette.html' %}") == english
    with override("nl"):
        assert drawn("{% kept 'look/palette.html' %}") != english


def test_an_address_is_that_of_django() -> None:
    assert drawn("{% url 'hire:requisition' 7 %}") == "/hire/requisitions/7/"
    assert drawn("{% url 'hire:requisition' pk=7 as there %}[{{ there }}]") == "[/hire/requisitions/7/]"
    assert drawn("{% url 'hire:requisition' as there %}[{{ there }}]") == "[]"
    with pytest.raises(NoReverseMatch):
        drawn("{% url 'hire:requisition' %}")


def test_what_is_hidden_says_what_it_is() -> None:
    assert "name hidden" in drawn("{% redacted 'name' %}")


def test_relative_time_has_the_moment() -> None:
    html = drawn("{% relative_time moment %}", moment=timezone.now() - timedelta(days=3))
    assert re.fullmatch(r'<time datetime="[^"]+" title="[^"]+">3 days ago</time>', html)


def test_tabs_and_crumbs() -> None:
    assert drawn("{% tab 'Plan' '/plan/' current=True count=1200 %}") == (
        '<a href="/plan/" aria-current="page">Plan <span class="count">1,200</span></a>'
    )
    assert '<li><a href="/hire/"><bdi>Hire</bdi></a>' in drawn("{% crumb 'Hire' '/hire/' %}")


def test_rows_can_be_selected() -> None:
    assert 'name="selected" value="7" aria-label="Select Ines"' in drawn("{% select 7 'Ines' %}")
    assert "data-select-all hidden" in drawn("{% select_all %}")


def test_each_person_has_the_menu_of_their_own() -> None:
    """It is kept, so what one person sees must be nothing of another's."""

    def menu(person: User | AnonymousUser, address: str, token: str) -> str:
        request = RequestFactory().get(address)
        request.user = person
        values = {"csrf_token": token, "theme": "dark"}
        return Template("{% account_menu %}").render(Context({**values, "request": request}))

    people = [
        User(name='Ada "A" <Lovelace>', email="ada@example.org"),
        User(name="Bo", email="bo@example.org"),
    ]
    for number, person in enumerate(people):
        shown = menu(person, f"/list/?q={number}&x=1", f"token-{number}")
        assert f'aria-label="Account of {escape(person.name)}"' in shown
        assert f"<bdi>{escape(person.name)}</bdi>" in shown
        assert initials(person.name) in shown
        assert f'value="/list/?q={number}&amp;x=1"' in shown
        assert shown.count(f'value="token-{number}"') == 3
        assert f"token-{1 - number}" not in shown
        assert 'value="dark" aria-pressed="true"' in shown
    visitor = menu(AnonymousUser(), "/", "other")
    assert "Language and appearance" in visitor
    assert "Sign out" not in visitor
    assert visitor.count('value="other"') == 2
    with override("ar"):
        assert "Sign out" not in menu(people[0], "/", "x")
