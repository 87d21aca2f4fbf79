"""Résumés in the open format JSON Resume, one candidate a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from muster.tables.problems import Problems, shown
from muster.tables.vendors.values import items, links_of, mapping, text

__all__ = ["LARGEST", "Resume", "read_resumes"]

LARGEST = 1 << 20
"""Bytes of one résumé; they have some thousand."""


class Resume(msgspec.Struct, frozen=True):
    """What a résumé says of a candidate; `written` is all of it as text."""

    file: str
    name: str
    email: str
    phone: str = ""
    country: str = ""
    links: tuple[str, ...] = ()
    school: str = ""
    employers: tuple[str, ...] = ()
    written: str = ""


def read_resumes(paths: Sequence[Path], problems: Problems) -> list[Resume]:
    """Read files. Everything that is wrong goes into `problems`; files with a problem are left out."""
    found, met = [], dict[str, str]()
    for path in paths:
        one = _read(path, str(path), problems)
        if one is None:
            continue
        first = met.setdefault(one.email.casefold(), one.file)
        if first != one.file:
            sentence = f"{shown(one.email)} is the address in {first} already; keep one of them"
            problems.add("duplicate", sentence, file=one.file, column="basics.email")
        else:
            found.append(one)
    return found


def _read(path: Path, file: str, problems: Problems) -> Resume | None:
    try:
        if path.stat().st_size > LARGEST:
            problems.add("too-large", f"the file has more than {LARGEST:,} bytes; shorten it", file=file)
            return None
        value = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        problems.add("unreadable", f"the file cannot be read ({error.strerror})", file=file)
        return None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        problems.add("json", f"the file is no JSON ({shown(error, 80)}); export it again", file=file)
        return None
    basics = mapping(mapping(value).get("basics"))
    name, email = text(basics.get("name")), text(basics.get("email"))
    for column, told in (("basics.name", name), ("basics.email", email)):
        if not told:
            problems.add("blank", "there is nothing here; fill it in", file=file, column=column)
    if not name or not email:
        return None
    return _resume(file, mapping(value), basics, name, email)


def _resume(file: str, value: Mapping[str, Any], basics: Mapping[str, Any], name: str, email: str) -> Resume:
    work = [mapping(one) for one in items(value.get("work"))]
    studies = [mapping(one) for one in items(value.get("education"))]
    employers = (text(one.get("name")) or text(one.get("company")) for one in work)
    country = text(mapping(basics.get("location")).get("countryCode")).upper()
    profiles = [mapping(one).get("url") for one in items(basics.get("profiles"))]
    return Resume(
        file=file,
        name=name,
        email=email,
        phone=text(basics.get("phone")),
        country=country if len(country) == 2 and country.isalpha() else "",
        links=links_of([basics.get("url") or basics.get("website"), *profiles]),
        school=next(filter(None, (text(one.get("institution")) for one in studies)), ""),
        employers=tuple(dict.fromkeys(filter(None, employers))),
        written="\n".join(_lines({**value, "basics": {"summary": basics.get("summary")}})),
    )


def _lines(value: object) -> Iterator[str]:
    """Yield every text of a résumé but who it is of, in its order; addresses of pages are kept elsewhere."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key not in ("meta", "$schema", "url", "image", "references"):
                yield from _lines(each)
    elif isinstance(value, list):
        for each in value:
            yield from _lines(each)
    elif told := text(value):
        yield told
