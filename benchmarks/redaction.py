"""How much of what blind review must hide is hidden, on generated résumés in the six languages.

Half of the documents are worded like the demo company's, which the rules were written on; half are the
documents of `benchmarks.redaction_texts`, which they were not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from benchmarks.common import Options, Section, Table, parallel_map
from benchmarks.redaction_texts import HELD_OUT
from muster.demo.applicants import LANGUAGES, draw_applicant
from muster.demo.cultures import CULTURES
from muster.demo.people import Namer
from muster.demo.resumes import DemoResume, compose_resume, draw_resume
from muster.engine.hire.redaction import Kind, Known, Policy, redact

__all__ = ["measure"]

TODAY = date(2026, 6, 30)
SETS = ("known wording", "held out")
POLICY = Policy.blind(schools=True, employers=True)
OWN_CULTURES = {
    "en": ("english",),
    "id": ("indonesian",),
    "nl": ("dutch",),
    "fr": ("french",),
    "ar": ("arabic",),
    "pt": ("brazilian",),
}
LISTED = 15

Cell = tuple[str, str, str]  # set, language, kind


@dataclass
class Tally:
    """Counts by set, language and kind: labelled spans, those wholly hidden; hidden signs, those rightly so."""

    labelled: Counter[Cell] = field(default_factory=Counter)
    hidden: Counter[Cell] = field(default_factory=Counter)
    signs: Counter[Cell] = field(default_factory=Counter)
    right: Counter[Cell] = field(default_factory=Counter)
    missed: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Add another tally's counts."""
        for name in ("labelled", "hidden", "signs", "right", "missed"):
            getattr(self, name).update(getattr(other, name))


def tally_documents(task: tuple[str, str, int]) -> Tally:
    """Write and redact the documents of one set and language, and count."""
    chosen, language, documents = task
    rng = np.random.default_rng([LANGUAGES.index(language), SETS.index(chosen)])
    own = Namer([culture for culture in CULTURES if culture.key in OWN_CULTURES[language]])
    anybody = Namer(CULTURES)
    tally = Tally()
    for number in range(documents):
        name = (own if number % 2 else anybody).draw(rng)
        if chosen == "held out":
            applicant = draw_applicant(name, language=language, today=TODAY, rng=rng)
            text = HELD_OUT[language][number % len(HELD_OUT[language])]
            _count(compose_resume(applicant, text, layout="held out"), chosen, tally)
        else:
            _count(draw_resume(name, language=language, today=TODAY, rng=rng), chosen, tally)
    return tally


def _known(resume: DemoResume) -> Known:
    """Return what an application form asks for: name, e-mail, phone."""
    name = resume.applicant.name
    spellings = (name.display_name, *filter(None, [name.native_name]))
    return Known(names=spellings, emails=(resume.applicant.email,), phones=(resume.applicant.phone,))


def _count(resume: DemoResume, chosen: str, tally: Tally) -> None:
    language, text = resume.applicant.language, resume.text
    redaction = redact(text, known=_known(resume), policy=POLICY)
    covered = _cover(len(text), ((span.start, span.end) for span in redaction.spans))
    wanted = _cover(len(text), ((label.start, label.end) for label in resume.truth))
    for label in resume.truth:
        cell = (chosen, language, label.kind)
        tally.labelled[cell] += 1
        if all(covered[at] for at in _signs(text, label.start, label.end)):
            tally.hidden[cell] += 1
        elif chosen == "held out" and label.kind != "agreement":
            tally.missed[language, label.kind, " ".join(text[label.start : label.end].split())] += 1
    for span in redaction.spans:
        cell = (chosen, language, span.kind.value)
        signs = list(_signs(text, span.start, span.end))
        tally.signs[cell] += len(signs)
        tally.right[cell] += sum(wanted[at] for at in signs)


def _cover(length: int, spans: Iterable[tuple[int, int]]) -> bytearray:
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    return covered


def _signs(text: str, start: int, end: int) -> Iterable[int]:
    """Return the places of letters and digits."""
    return (at for at in range(start, end) if text[at].isalnum())


def measure(options: Options) -> Section:
    """Redact all documents; recall by span, precision by letter."""
    documents = 6 if options.quick else 84
    tasks = [(chosen, language, documents) for chosen in SETS for language in LANGUAGES]
    total = Tally()
    for tally in parallel_map(tally_documents, tasks, options=options, what="redaction"):
        total.add(tally)
    return Section(
        title="Redaction for blind review",
        text=(
            f"{len(tasks) * documents:,} generated résumés and letters in six languages. Half have the wording of "
            "the demo company, on which the rules were written. The other half are 18 documents, each for many "
            "applicants, in other wording and with other schools, employers and layouts; they were written before "
            "the rules, which were not changed after they were measured on them. The redaction is told name, "
            "e-mail and phone, as an application form asks them, and hides schools and employers too.\n\n"
            "*Recall*: the share of labelled places of which every letter and digit is hidden. *Precision*: the "
            "share of hidden letters and digits that are in a labelled place of any kind."
        ),
        tables=(
            _overall(total),
            _recall(total),
            _precision(total),
            _missed(total),
        ),
        notes=(
            "One author wrote first the held-out documents and then the rules, so the rules are not blind to "
            "them, and résumés of other people will be missed more often.",
            "A wording that is missed in a document is missed for each of its applicants.",
            "`agreement` is gender told by grammar alone (*diplômée*, *formada*, تخرجت); no rule looks for it, and "
            "what is hidden of it is by chance. It counts in no total.",
            "A dash: no such place in these documents.",
        ),
    )


def _rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


def _sum(counts: Counter[Cell], chosen: str, *, language: str = "", kind: str = "") -> int:
    return sum(
        count
        for (in_set, in_language, of_kind), count in counts.items()
        if in_set == chosen
        and language in ("", in_language)
        and (of_kind == kind if kind else of_kind != "agreement")
    )


def _overall(total: Tally) -> Table:
    rows = []
    for language in (*LANGUAGES, ""):
        cells = [language or "all"]
        for chosen in SETS:
            found, labelled = (_sum(c, chosen, language=language) for c in (total.hidden, total.labelled))
            right, signs = (_sum(c, chosen, language=language) for c in (total.right, total.signs))
            cells += [f"{labelled:,}", _rate(found, labelled), _rate(right, signs)]
        rows.append(tuple(cells))
    columns = [f"{chosen}: {what}" for chosen in SETS for what in ("places", "recall", "precision")]
    return Table("By language", ("language", *columns), tuple(rows))


def _by_kind(caption: str, part: Counter[Cell], whole: Counter[Cell], kinds: Iterable[str]) -> Table:
    rows = [
        (
            kind,
            *(
                _rate(*(_sum(c, "held out", language=language, kind=kind) for c in (part, whole)))
                for language in (*LANGUAGES, "")
            ),
        )
        for kind in kinds
    ]
    return Table(caption, ("kind", *LANGUAGES, "all"), tuple(rows))


def _recall(total: Tally) -> Table:
    kinds = [*(kind.value for kind in Kind), "agreement"]
    return _by_kind("Recall on the held-out documents", total.hidden, total.labelled, kinds)


def _precision(total: Tally) -> Table:
    kinds = [kind.value for kind in Kind]
    return _by_kind("Precision on the held-out documents", total.right, total.signs, kinds)


def _missed(total: Tally) -> Table:
    """List what is missed most, each wording of a language and kind with one example."""
    grouped: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (language, kind, text), count in total.missed.items():
        grouped[language, kind][text] += count
    largest = sorted(grouped.items(), key=lambda item: (-item[1].total(), item[0]))[:LISTED]
    rows = tuple(
        (kind, language, f"{texts.total():,}", min(texts, key=lambda text: (-texts[text], text)))
        for (language, kind), texts in largest
    )
    return Table(
        "Most missed, held-out documents",
        ("kind", "language", "times", "for example"),
        rows or (("none", "-", "0", "-"),),
    )
