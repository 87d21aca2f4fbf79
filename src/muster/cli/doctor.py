"""`muster doctor`: what is wrong with an installation, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from muster.cli.ledger import FOUND
from muster.cli.terminal import output, print_json, progress_bar, safe
from muster.engine.errors import InputError

__all__ = ["doctor"]

WIDEST = 1_000


@dataclass(frozen=True)
class _Told:
    """A finding as it is printed."""

    code: str
    level: str
    sentence: str
    remedy: str
    mended: bool


def doctor(
    *,
    mend: Annotated[bool, typer.Option("--mend", help="Mend what Muster can mend by itself.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")
    ] = False,
) -> None:
    """Say what is wrong with this installation and how to mend it; exit code 1 if anything is an error."""
    found = _examine(mend=mend)
    errors = sum(one.level == "error" and not one.mended for one in found)
    warnings = sum(one.level == "warning" and not one.mended for one in found)
    if json:
        print_json({"errors": errors, "warnings": warnings, "findings": [vars(one) for one in found]})
    else:
        console = output()
        for one in found:
            console.print(f"{one.level}: {safe(one.sentence, widest=WIDEST)}", soft_wrap=True)
            told = "mended." if one.mended else safe(one.remedy, widest=WIDEST)
            console.print(f"    {told}", soft_wrap=True)
        console.print(f"{errors} errors, {warnings} warnings." if found else "Nothing is wrong.")
    if errors:
        raise typer.Exit(FOUND)


def _examine(*, mend: bool) -> list[_Told]:
    from muster.site.setup import begin

    try:
        begin()
    except InputError as error:  # settings that are malformed are a finding, too
        return [
            _Told("settings", "error", error.sentence, "Correct the settings, then run this again.", False)
        ]
    from muster.apps.core.doctor import diagnose

    found = []
    with progress_bar() as tell:
        for one in diagnose(**({} if tell is None else {"tell": tell})):
            mended = mend and one.mend is not None
            if mended and one.mend is not None:
                one.mend()
            found.append(_Told(one.code, str(one.level), one.sentence, one.remedy, mended))
    return found
