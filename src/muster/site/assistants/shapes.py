"""The API's shapes as assistants get them: each text that somebody wrote is marked, every other is one that the company
gave. No text goes through undecided: a field of a shape that is in neither table fails when the server is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import cache, reduce
from inspect import isclass
from operator import or_
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from muster.site.assistants.marking import BY, Origin, plain

__all__ = ["WHOSE", "Given", "marked_shape"]

CANDIDATE, COLLEAGUE, EITHER, OUTSIDE = Origin.CANDIDATE, Origin.COLLEAGUE, Origin.EITHER, Origin.OUTSIDE


class Given(Enum):
    """A text that the company or Muster gave: codes, titles, names of colleagues; one that is sent back as it is."""

    PLAIN = auto()
    EXACT = auto()


OURS = Given.PLAIN
Whose = Origin | Given

WHOSE: Mapping[str, Mapping[str, Whose]] = {
    "ApplicationOut": {"code": OURS},
    "ApplicationWholeOut": {
        "reason": EITHER,
        "campaign": CANDIDATE,  # it came with the address by which they found the opening
        "school": CANDIDATE,
        "employers": CANDIDATE,
        "letter": CANDIDATE,
        "resume_text": CANDIDATE,
    },
    "BallotOut": {
        "conflicts": OURS,
        "vote": OURS,
        "reasons": COLLEAGUE,
        "dissent": COLLEAGUE,
    },
    "BlindOut": {
        "code": OURS,
        "stage": OURS,
        "school": CANDIDATE,
        "employers": CANDIDATE,
        "letter": CANDIDATE,
        "resume_text": CANDIDATE,
    },
    "CandidateOut": {
        "code": OURS,
        "name": CANDIDATE,
        "email": CANDIDATE,
        "phone": CANDIDATE,
        "country": OURS,
        "language": OURS,
        "pronouns": CANDIDATE,
        "links": CANDIDATE,
        "external_id": EITHER,
    },
    "CardsPageOut": {"next": Given.EXACT},
    "CellOut": {"url": OURS},
    "CriterionOut": {"name": OURS, "description": COLLEAGUE, "anchors": COLLEAGUE},
    "DecisionOut": {"called": CANDIDATE, "outcome": OURS},
    "FigureOut": {"label": OURS, "url": OURS, "note": OURS},
    "GroupOut": {"key": CANDIDATE, "label": CANDIDATE},  # a campaign, which came with an address
    "HappeningOut": {"kind": OURS, "stage": OURS, "outcome": OURS, "status": OURS, "text": EITHER},
    "InterviewOut": {"called": CANDIDATE, "kit": OURS, "time_zone": OURS, "place": COLLEAGUE},
    "MeOut": {"email": OURS, "language": OURS},
    "NoteOut": {"text": COLLEAGUE},
    "OfferElsewhereOut": {"system": OURS, "id": OURS, "terms": COLLEAGUE},
    "Page": {"next": Given.EXACT},
    "PanelOut": {"title": OURS, "what": OURS, "columns": OURS},
    "PanelRowOut": {"label": OURS, "url": OURS, "note": OURS},
    "PersonOut": {"name": OURS},
    "RatingOut": {"criterion": OURS, "anchor": COLLEAGUE, "note": COLLEAGUE},
    "RefOut": {"name": OURS},
    "RequisitionOut": {"code": OURS, "title": OURS},
    "RequisitionWholeOut": {"level": OURS, "description": COLLEAGUE, "close_reason": COLLEAGUE},
    "RunOut": {"over": OURS, "problem": OURS},
    "ScorecardOut": {"recommendation": OURS, "summary": COLLEAGUE},
    "StageOut": {"name": OURS},
    "StageRefOut": {"name": OURS},
    "StandingOut": {"called": CANDIDATE},
    "TextOut": {"text": EITHER},
    "TitleOut": {"title": OURS},
    "VerdictOut": {
        "outcome": OURS,
        "rationale": COLLEAGUE,
        "overrules": COLLEAGUE,
        "reason": COLLEAGUE,
        "wanted": COLLEAGUE,
        "signature": OURS,
    },
    "VersusOut": {"shared": OURS},
    "WaitingOut": {"code": OURS, "stage": OURS},
    "WhyOut": {"missing": OURS},
    "WhyPartOut": {"kit": OURS},
    "ClaimOut": {
        "kind": OURS,
        "role": OUTSIDE,
        "currency": OURS,
        "quote": OURS,
        "quoted": OUTSIDE,
        "words": OUTSIDE,
    },
    "OutsideOut": {"name": OUTSIDE},
    "QuoteOut": {"quote": OURS, "currency": OURS},
    "ReadingOut": {"quote": OURS},
    "ResolutionOut": {"reason": COLLEAGUE},
}
"""Who wrote each text of the API's shapes, by the class that declares it."""

APPLICANT = {"candidate"}
"""Fields that hold a candidate by key and name, where others hold something of the company's in the same shape."""

Plain = Annotated[str, AfterValidator(plain)]
Value = Annotated[Any, AfterValidator(lambda value: plain(value) if isinstance(value, str) else value)]


@cache
def marked_shape(shape: type[BaseModel], *, of_candidate: bool = False) -> type[BaseModel]:
    """Return a shape that takes what the API answers in `shape`, and marks its texts; all of them as a candidate's, if
    it is `of_candidate`.
    """
    fields: dict[str, Any] = {}
    for name, field in shape.model_fields.items():
        whose = CANDIDATE if of_candidate else _whose(shape, name)
        kind = _marked(field.annotation, f"{shape.__name__}.{name}", whose, of_candidate=name in APPLICANT)
        fields[name] = (kind, _like(field))
    marked: type[BaseModel] = create_model(
        f"Applicant{shape.__name__}" if of_candidate else shape.__name__,
        __config__=ConfigDict(frozen=True),
        __doc__=shape.__doc__,
        **fields,
    )
    return marked


def _whose(shape: type[BaseModel], name: str) -> Whose | None:
    found = (WHOSE.get(owner.__name__, {}).get(name) for owner in shape.__mro__)
    return next((one for one in found if one is not None), None)


def _like(field: FieldInfo) -> Any:
    """Return what is said of a field, without what checks it: the API has."""
    default = {} if field.is_required() else {"default": field.default}
    return Field(description=field.description, **default)


def _marked(kind: Any, where: str, whose: Whose | None, *, of_candidate: bool) -> Any:
    """Return what an annotation becomes. Raises TypeError for a text of which nobody has said whose it is."""
    if kind is str:
        return _text(where, whose)
    if kind is Any:
        return Value
    if isclass(kind) and issubclass(kind, BaseModel):
        return marked_shape(kind, of_candidate=of_candidate)
    outer, inner = get_origin(kind), get_args(kind)
    if outer is dict:  # whose keys are names that Muster gives, or the labels of another system
        return dict[Plain, _marked(inner[1], where, whose, of_candidate=of_candidate)]  # type: ignore[misc]
    if outer not in (list, Union, UnionType):
        return kind
    changed = [_marked(one, where, whose, of_candidate=of_candidate) for one in inner]
    return list[changed[0]] if outer is list else reduce(or_, changed)  # type: ignore[valid-type]


def _text(where: str, whose: Whose | None) -> Any:
    if whose is None:
        raise TypeError(f"say in WHOSE who writes {where}")
    if isinstance(whose, Origin):
        return BY[whose]
    return str if whose is Given.EXACT else Plain
