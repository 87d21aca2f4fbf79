"""Tags and filters that every template may use; docs/look.md lists them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any
from zlib import crc32

from django import template
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as read_url
from django.template.loader import render_to_string
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from muster.apps.core import formats
from muster.apps.core.links import address
from muster.site.templatetags.browsers import browser
from muster.site.templatetags.icons import DIRECTIONAL, ICONS

__all__ = ["initials", "register"]

TONES = frozenset({"neutral", "info", "good", "warn", "bad"})
TINTS = 6
NO_JOINER = "\u200c"  # keeps Arabic letters apart; without meaning elsewhere
SLOTS = {slot: f"\ufdd0{slot}\ufdd1" for slot in ("csrf_token", "next", "avatar", "name")}  # signs of no text
MESSAGE_TONES = {"success": "good", "warning": "warn", "error": "bad"}
MESSAGE_ICONS = {"success": "check", "warning": "alert", "error": "alert"}

register = template.Library()
for plain in (
    browser,
    formats.ago,
    formats.compact,
    formats.day,
    formats.long_day,
    formats.moment,
    formats.money,
    formats.number,
    formats.years,
    formats.percent,
):
    register.filter(plain.__name__, plain)


class AddressNode(URLNode):
    """Django's `url`, which looks through all addresses each time, with those that are kept."""

    def render(self, context: Context) -> str:
        """Return the address, or set the variable after `as`, to nothing when there is no such page."""
        name = self.view_name.resolve(context)
        args = [argument.resolve(context) for argument in self.args]
        kwargs = {key: value.resolve(context) for key, value in self.kwargs.items()}
        try:
            found = address(name, *args, **kwargs)
        except NoReverseMatch:
            if not self.asvar:
                raise
            found = ""
        if self.asvar:
            context[self.asvar] = found
            return ""
        return conditional_escape(found) if context.autoescape else found


@register.tag("url")
def url(parser: Parser, token: Token) -> AddressNode:
    """Read the tag as Django does."""
    read = read_url(parser, token)
    return AddressNode(read.view_name, read.args, read.kwargs, read.asvar)


@register.simple_tag
def kept(name: str) -> SafeString:
    """Draw a template of our own that depends on nothing but the language; every page has it, so it is kept."""
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(name, get_language())


@lru_cache(maxsize=256)
def _draw(name: str, language: str | None) -> SafeString:
    return render_to_string(name, {"LANGUAGE_BIDI": get_language_bidi()})


@register.simple_tag(takes_context=True)
def account_menu(context: dict[str, Any]) -> SafeString:
    """Draw the menu of the account, language and appearance: kept as well, but for what is each person's own."""
    user: Any = getattr(context["request"], "user", AnonymousUser())
    known: bool = user.is_authenticated
    name = user.get_full_name() if known else ""
    draw = _draw_menu.__wrapped__ if settings.DEBUG else _draw_menu
    drawn = draw(known, str(context.get("theme", "")), get_language())
    own = {
        "csrf_token": str(context.get("csrf_token", "")),
        "next": context["request"].get_full_path(),
        "avatar": avatar(name),
        "name": name,  # the last: nothing is looked for in it
    }
    for slot, value in own.items():
        drawn = drawn.replace(SLOTS[slot], conditional_escape(value))
    return SafeString(drawn)


@lru_cache(maxsize=64)
def _draw_menu(known: bool, theme: str, language: str | None) -> str:
    own = SLOTS if known else SLOTS | {"name": ""}
    how = {"theme": theme, "LANGUAGE_CODE": language, "LANGUAGES": settings.LANGUAGES}
    return render_to_string("look/account_menu.html", own | how)


@register.filter
def isolate(text: object) -> SafeString:
    """Keep a name's direction from disturbing the text around it."""
    # Names fill lists, and `format_html` takes three times as long.
    return SafeString(f"<bdi>{conditional_escape(str(text))}</bdi>")


@register.filter
def beside(row: Sequence[Any], columns: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return each cell of a row with its column."""
    return list(zip(row, columns, strict=True))


@register.filter
def tone_of(tag: str) -> str:
    """Return the tone of a message by its level tag."""
    return MESSAGE_TONES.get(tag, "info")


@register.filter
def icon_of(tag: str) -> str:
    """Return the icon of a message by its level tag."""
    return MESSAGE_ICONS.get(tag, "info")


@register.simple_tag
def icon(name: str, label: str = "", size: str = "") -> SafeString:
    """Draw an icon; hidden from assistive technology unless it has a label. Raises KeyError for an unknown name."""
    return _icon(name, str(label), size)


@lru_cache(maxsize=4096)
def _icon(name: str, label: str, size: str) -> SafeString:
    path = ICONS[name]
    classes = " ".join(filter(None, ("icon", size, "directional" if name in DIRECTIONAL else "")))
    meaning = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html('<svg class="{}" viewBox="0 0 16 16" {}><path d="{}"/></svg>', classes, meaning, path)


@register.simple_tag
def badge(text: object, tone: str = "neutral") -> SafeString:
    """Show a status. Raises ValueError for an unknown tone."""
    if tone not in TONES:
        raise ValueError(f"{tone} is no tone; use one of {', '.join(sorted(TONES))}")
    return format_html('<span class="badge" data-tone="{}">{}</span>', tone, text)


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[0].isalnum()]
    ends = words if len(words) < 2 else (words[0], words[-1])
    return NO_JOINER.join(word[0] for word in ends).upper()


@register.simple_tag
def avatar(name: object, size: str = "") -> SafeString:
    """Show initials on a tint that stays the same for the same name."""
    return _avatar(str(name), size)


@lru_cache(maxsize=4096)
def _avatar(text: str, size: str) -> SafeString:
    tint = crc32(text.encode()) % TINTS + 1
    html = '<span class="avatar tint-{}{}" aria-hidden="true">{}</span>'
    return format_html(html, tint, f" {size}" if size else "", initials(text))


@register.simple_tag
def person(name: object, url: str = "", note: object = "") -> SafeString:
    """Show who: avatar, name and a note below it."""
    shown = format_html('<a href="{}"><bdi>{}</bdi></a>', url, name) if url else isolate(name)
    below = format_html('<span class="person-note">{}</span>', note) if note else ""
    return format_html('<span class="person">{}<span>{}{}</span></span>', avatar(name), shown, below)


@register.simple_tag
def crumb(label: object, url: str) -> SafeString:
    """Show one step of the way to a page."""
    return format_html('<li><a href="{}"><bdi>{}</bdi></a>{}</li>', url, label, icon("chevron-forward"))


@register.simple_tag
def tab(label: object, url: str, current: bool = False, count: int | None = None) -> SafeString:
    """Show a tab; `count` says how many things are behind it."""
    here = SafeString(' aria-current="page"') if current else ""
    badge = "" if count is None else format_html(' <span class="count">{}</span>', formats.number(count))
    return format_html('<a href="{}"{}>{}{}</a>', url, here, label, badge)


@register.simple_tag(takes_context=True)
def column(context: dict[str, Any], label: object, sort: str = "", **attributes: str) -> SafeString:
    """Head a column; with `sort` its name becomes a link that sorts by it, or the other way round."""
    classes = format_html(' class="{}"', attributes["class"]) if "class" in attributes else ""
    if not sort:
        return format_html('<th scope="col"{}>{}</th>', classes, label)
    query = context["request"].GET.copy()
    now = query.get("sort", "")
    order = {sort: "ascending", f"-{sort}": "descending"}.get(now, "")
    query["sort"] = f"-{sort}" if now == sort else sort
    for place in ("page", "after", "before"):
        query.pop(place, None)
    drawn = icon({"ascending": "arrow-up", "descending": "arrow-down"}.get(order, "sort"))
    state = format_html(' aria-sort="{}"', order) if order else ""
    html = '<th scope="col"{}{}><a href="?{}">{}{}</a></th>'
    return format_html(html, classes, state, query.urlencode(), label, drawn)


@register.simple_tag
def select_all() -> SafeString:
    """Head the column of checkboxes with one that ticks all on the page; it needs script, so it begins hidden."""
    html = (
        '<th scope="col" class="select"><input type="checkbox" data-select-all hidden aria-label="{}"></th>'
    )
    return format_html(html, _("Select all on this page"))


@register.simple_tag
def select(value: object, label: object) -> SafeString:
    """Let a row be chosen."""
    html = '<td class="select"><input type="checkbox" name="selected" value="{}" aria-label="{}"></td>'
    return format_html(html, value, _("Select %(name)s") % {"name": label})


@register.simple_tag(takes_context=True)
def keep(context: dict[str, Any], *names: str) -> SafeString:
    """Carry what the query has under these names through a GET form."""
    query = context["request"].GET
    pairs = [(name, value) for name in names for value in query.getlist(name)]
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.inclusion_tag("look/pagination.html", takes_context=True)
def pagination(context: dict[str, Any], page: Page[Any]) -> dict[str, Any]:
    """Lead to the other pages of a Django page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"request": context["request"], "page": page, "numbers": [*numbers]}


@register.inclusion_tag("look/cursors.html", takes_context=True)
def cursors(context: dict[str, Any], previous: str = "", next: str = "") -> dict[str, Any]:
    """Lead to the page before and the page after, where they cannot be counted."""
    return {"request": context["request"], "previous": previous, "next": next}


@register.simple_block_tag(end_name="end_empty_state")
def empty_state(content: SafeString, title: object, icon: str = "inbox") -> SafeString:
    """Say that nothing is here yet, and with the content what to do next."""
    context = {"title": title, "icon": icon, "content": content}
    return render_to_string("look/empty_state.html", context)


@register.inclusion_tag("look/stat.html")
def stat(label: object, value: object, url: str = "", note: object = "") -> dict[str, object]:
    """Show a number that leads to what it counts."""
    shown = formats.number(value) if isinstance(value, int | float) else value
    return {"label": label, "value": shown, "url": url, "note": note}


@register.inclusion_tag("look/progress.html")
def progress(done: int, total: int | None, label: object) -> dict[str, object]:
    """Show how far something is; without a total, that it goes on."""
    share = min(done / total, 1.0) if total else None
    return {"done": done, "total": total, "label": label, "share": share}


@register.simple_tag
def interval(
    value: float,
    low: float,
    high: float,
    minimum: float,
    maximum: float,
    reference: float | None = None,
) -> SafeString:
    """Draw an estimate with its interval on a scale, and say it for those who cannot see it."""
    written = (formats.number(number, 2) for number in (value, low, high))
    return _drawn((value, low, high), written, (minimum, maximum), reference)


@register.simple_tag
def rate_interval(share: float, low: float, high: float) -> SafeString:
    """Draw a share of a whole with its interval, and say it for those who cannot see it."""
    written = (formats.percent(number) for number in (share, low, high))
    return _drawn((share, low, high), written, (0.0, 1.0), None)


def _drawn(
    numbers: tuple[float, float, float],
    written: Iterable[str],
    ends: tuple[float, float],
    reference: float | None,
) -> SafeString:
    """Draw a value, its low and its high end, in that order, between the ends of a scale."""
    value, low, high = numbers
    minimum, span = ends[0], ends[1] - ends[0]

    def place(number: float) -> str:
        share = min(max((number - minimum) / span, 0.0), 1.0)
        return f"{100 * (1 - share if get_language_bidi() else share):.2f}%"

    text = _("%(value)s, between %(low)s and %(high)s") % dict(
        zip(("value", "low", "high"), written, strict=True)
    )
    mark = ""
    if reference is not None:
        html = '<line class="reference" x1="{0}" x2="{0}" y1="0" y2="100%"/>'
        mark = format_html(html, place(reference))
    return format_html(
        '<svg class="interval" role="img" aria-label="{}"><line class="scale" x2="100%" y1="50%" y2="50%"/>'
        '<line class="range" x1="{}" x2="{}" y1="50%" y2="50%"/>{}'
        '<circle class="value" cx="{}" cy="50%" r="3.5"/></svg>',
        text,
        place(low),
        place(high),
        mark,
        place(value),
    )


@register.simple_tag
def redacted(what: object) -> SafeString:
    """Mark where something is hidden, and say what."""
    hidden = _("%(what)s hidden") % {"what": what}
    return format_html('<mark class="redacted"><span class="visually-hidden">{}</span></mark>', hidden)


@register.simple_tag
def relative_time(value: datetime) -> SafeString:
    """Say how long ago, with the moment itself on hover."""
    return _time(value.isoformat(), formats.moment(value), formats.ago(value))


@lru_cache(maxsize=8_192)
def _time(iso: str, moment: str, text: str) -> SafeString:
    return format_html('<time datetime="{}" title="{}">{}</time>', iso, moment, text)
