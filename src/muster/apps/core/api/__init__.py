"""What every API of the site has in common: errors of one shape, pages, versions, answers given once, limits."""

from muster.apps.core.api.answers import answer, if_match, once
from muster.apps.core.api.base import Api
from muster.apps.core.api.fields import Cursor, Day, IdempotencyKey, IfMatch, Key, Limit, Moment, Out, Text
from muster.apps.core.api.paging import Page, PageQuery, keys_after, page_of, shown
from muster.apps.core.api.problems import Problem, ProblemError, may_fail, problem_response

__all__ = [
    "Api",
    "Cursor",
    "Day",
    "IdempotencyKey",
    "IfMatch",
    "Key",
    "Limit",
    "Moment",
    "Out",
    "Page",
    "PageQuery",
    "Problem",
    "ProblemError",
    "Text",
    "answer",
    "if_match",
    "keys_after",
    "may_fail",
    "once",
    "page_of",
    "problem_response",
    "shown",
]
