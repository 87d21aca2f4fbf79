"""Fields that several forms share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from muster.apps.core.numbers import whole_number

__all__ = [
    "LinesField",
    "LinksField",
    "LongSelect",
    "OpeningField",
    "ResumeField",
    "country_choices",
]

MOST_LINES = 20


def country_choices() -> list[tuple[str, str]]:
    """Return the countries of the world by their names in the active language."""
    return _countries(get_language() or "en")


@lru_cache(maxsize=32)
def _countries(language: str) -> list[tuple[str, str]]:
    territories = Locale.parse(language, sep="-").territories
    named = [
        (code, name)
        for code, name in territories.items()
        if len(code) == 2 and code not in ("EU", "UN", "ZZ")
    ]
    return [("", ""), *sorted(named, key=lambda pair: pair[1].casefold())]


class LinesField(forms.CharField):
    """Several short texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=4_000, required=False, **options)

    def to_python(self, value: Any) -> Any:
        """Return the lines that are not empty."""
        text = super().to_python(value) or ""
        return [line.strip() for line in text.splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        """Refuse too many or too long ones."""
        if len(value) > MOST_LINES:
            raise ValidationError(_("Give at most %(most)d.") % {"most": MOST_LINES})
        if any(len(line) > 200 for line in value):
            raise ValidationError(_("A line has more than 200 characters; shorten it."))

    def run_validators(self, value: Any) -> None:
        """Check the text as a whole, for which CharField has its limits."""
        super().run_validators("\n".join(value))


class LinksField(LinesField):
    """Web addresses, one a line; what has no scheme is taken for https."""

    check: ClassVar[URLValidator] = URLValidator(schemes=["http", "https"])

    def to_python(self, value: Any) -> Any:
        """Return the addresses."""
        return [line if "://" in line else f"https://{line}" for line in super().to_python(value)]

    def validate(self, value: Any) -> None:
        """Refuse what is no address of a web page."""
        super().validate(value)
        for line in value:
            try:
                self.check(line)
            except ValidationError as error:
                sentence = _("“%(line)s” is not the address of a web page; correct it or leave it out.")
                raise ValidationError(sentence % {"line": line}) from error


class ResumeField(forms.FileField):
    """A résumé. What it is by its content is found out when it is stored."""

    widget = forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.txt,text/plain,application/pdf"})

    def __init__(self, **options: Any) -> None:
        help_text = gettext_lazy("PDF, Word (.docx) or plain text, up to 5 MB.")
        super().__init__(label=gettext_lazy("Résumé"), help_text=help_text, required=False, **options)


class LongSelect(forms.Widget):
    """A select of hundreds, drawn at once: Django's own makes a dict and a template's pass of each option."""

    def __init__(self, choices: Iterable[tuple[Any, Any]] = (), attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.choices = choices

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Draw it."""
        chosen = "" if value is None else str(value)
        options = (
            f'<option value="{escape(key)}"{" selected" if str(key) == chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        shown = mark_safe("".join(options))  # noqa: S308  # each part is escaped
        return format_html(
            "<select{}>{}</select>",
            flatatt({"name": name, **self.build_attrs(self.attrs, dict(attrs or {}))}),
            shown,
        )


class LongCheckboxes(forms.CheckboxSelectMultiple):
    """Checkboxes of hundreds of people, drawn at once, as `LongSelect` is."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: Mapping[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """Draw them as Django's own template does."""
        chosen = {str(one) for one in value or ()}
        stem = self.build_attrs(self.attrs, dict(attrs or {})).pop("id", f"id_{name}")
        box = (
            '<div><label for="{0}_{1}"><input type="checkbox" name="{2}" value="{3}" id="{0}_{1}"{4}> {5}</label>'
            "</div>"
        )
        boxes = (
            box.format(
                escape(stem),
                at,
                escape(name),
                escape(key),
                " checked" if str(key) in chosen else "",
                conditional_escape(str(label)),
            )
            for at, (key, label) in enumerate(self.choices)
        )
        shown = mark_safe("".join(boxes))  # noqa: S308  # each part is escaped
        return format_html('<div id="{}">{}</div>', stem, shown)


class OpeningField(forms.Field):
    """One of some openings, or all; gives its key, None for all and for what is not offered."""

    def __init__(self, offered: Sequence[tuple[int, str]]) -> None:
        pairs = [("", _("All")), *((str(pk), title) for pk, title in offered)]
        super().__init__(label=_("Opening"), required=False, widget=LongSelect(pairs))
        self.keys = frozenset(pk for pk, _title in offered)

    def to_python(self, value: Any) -> int | None:
        """Return the key."""
        key = whole_number(str(value or ""))
        return key if key in self.keys else None
