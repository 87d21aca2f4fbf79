"""The notes of a fit, which the engine has in English, in the language of the report."""

from __future__ import annotations

from collections.abc import Iterator

from muster.engine.hire.estimate import Components, MeritEstimate
from muster.engine.hire.notes import COPIED_NOTE, SINGLE_NOTE, constant_note, link_note
from muster.engine.hire.repetition import COPIED, find_repetition
from muster.reports.language import gettext as _
from muster.reports.text import count, interviewers, joined, listing, names, percent, visible

__all__ = ["copied_warning", "link_warning", "other_notes"]

NAMED = 6


def copied_warning() -> str:
    """Say what it means that one rating is copied to every criterion."""
    return _(
        "One rating is copied to every criterion on at least %(share)s of the scorecards, so each scorecard counts as "
        "one rating, halo is left out, and the criteria are not told apart. Ask interviewers for a rating of its own "
        "on each criterion, or look at how the file was made."
    ) % {"share": percent(COPIED)}


def link_warning(components: Components) -> str:
    """Say what it means that the interviews fall into parts."""
    total = components.candidates.size
    told = {
        "sizes": joined(count(size) for size in components.candidates[:NAMED]),
        "count": count(total - NAMED),
    }
    sizes = (
        _("%(sizes)s candidates and %(count)s smaller ones") % told
        if total > NAMED
        else _("%(sizes)s candidates") % told
    )
    return _(
        "The interviews fall into %(count)s disconnected parts that share no interviewer, of %(sizes)s. Candidates of "
        "different parts are compared only through the assumption that the parts are alike; let some interviewers "
        "meet candidates of several parts."
    ) % {"count": count(total), "sizes": sizes}


def other_notes(estimate: MeritEstimate) -> Iterator[str]:
    """Return the notes that are no warnings: those that say the same as a warning are left out."""
    warned = (COPIED_NOTE, link_note(estimate.components))
    for note in estimate.model.notes:
        if note == SINGLE_NOTE:
            yield _("Every scorecard has one rating, so halo is left out.")
        elif note not in warned:
            yield _constant(estimate, note)


def _constant(estimate: MeritEstimate, note: str) -> str:
    """Return the note on interviewers who never vary; any other as it is."""
    repetition = find_repetition(estimate.posterior.layout)
    ids = estimate.interviewers.interviewer_id
    if note != constant_note(repetition, ids):
        return visible(note)
    who = repetition.constant
    return _(
        "%(count)s of %(total)s gave one and the same rating every time, which tells nobody apart: %(names)s."
    ) % {
        "count": count(who.size),
        "total": interviewers(ids.size),
        "names": listing(names(ids[who])),
    }
