"""Drawing how the invented press spreads: posts of some papers with their shares by age, one of which goes round."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

__all__ = ["FEED", "VIRAL", "SpreadPost", "draw_posts"]

FEED = ("Model Watch", "https://modelwatch.example/feed.xml")
"""A paper and the address of its feed, where there is nothing."""

VIRAL = "Nine desks are empty at Northlight AI, and nobody there says why"
WRITER = "The Valley Whisper"
AGES = (
    0.25,
    0.5,
    1.0,
    2.0,
    4.0,
    8.0,
    16.0,
    24.0,
    48.0,
)  # hours after publication at which shares are counted
HALF_LIFE = 2.0  # hours, of Omori's law
SHAPE, TIMES = 3.0, 9.0  # how alike posts of a paper are; how many times as fast the one spreads

PAPERS = (
    ("Model Watch", "modelwatch.example", 14.0, 34),
    (WRITER, "valleywhisper.example", 40.0, 36),
    ("Gazeta do Silício", "gazetadosilicio.example", 26.0, 28),
    ("Le Courrier du Calcul", "courrierducalcul.example", 60.0, 4),
)
"""Who publishes, where, how many shares a post draws in two days, and how many posts there are; of the last too few."""

HEADLINES = {
    "Model Watch": (
        "What the new numbers on {field} leave out",
        "{field}: a table of what was claimed this month",
        "Three questions about {field} that nobody answered",
    ),
    WRITER: (
        "Overheard at lunch: {field}",
        "Who is hiring in {field}, and who says they are not",
        "A lease, a chef and a team for {field}",
    ),
    "Gazeta do Silício": (
        "O que muda em {field} este mês",
        "{field}: os números que faltavam",
        "Entrevista: {field} sem promessas",
    ),
    "Le Courrier du Calcul": (
        "Ce que l'on sait de {field}",
        "{field} : l'état des lieux",
    ),
}
FIELDS = {
    "en": ("reasoning", "speech", "compilers", "robotics", "evaluation", "retrieval", "chips", "safety"),
    "pt": ("raciocínio", "fala", "compiladores", "robótica", "avaliação", "busca", "chips", "segurança"),
    "fr": ("la robotique", "l'évaluation", "la parole", "la sûreté"),
}
LANGUAGES = {"Gazeta do Silício": "pt", "Le Courrier du Calcul": "fr"}


@dataclass(frozen=True)
class SpreadPost:
    """A post of a paper, with how often it had been shared in all by some moments."""

    source: str
    key: str
    title: str
    published_at: datetime
    looks: tuple[tuple[datetime, int], ...]


def draw_posts(*, seed: int, until: date) -> list[SpreadPost]:
    """Return the posts of some weeks up to the beginning of a day, in time; one of them spreads many times as fast."""
    rng = np.random.default_rng([seed, 18])
    end = datetime.combine(until, time(0), UTC)
    posts = [post for paper in PAPERS for post in _posts(rng, end, *paper)]
    posts.append(_viral(rng, end))
    return sorted(posts, key=lambda one: (one.published_at, one.source))


def _posts(
    rng: np.random.Generator, end: datetime, paper: str, host: str, mean: float, number: int
) -> Iterator[SpreadPost]:
    fields, headlines = FIELDS[LANGUAGES.get(paper, "en")], HEADLINES[paper]
    for place in range(number):
        published = end - timedelta(hours=30 * (number - place) + float(rng.uniform(0, 20)))
        published = published.replace(second=0, microsecond=0)
        title = headlines[place % len(headlines)].format(field=fields[int(rng.integers(len(fields)))])
        title = title[:1].upper() + title[1:]
        key = f"https://{host}/{published:%Y/%m/%d}/{place + 1}"
        yield SpreadPost(paper, key, title, published, _looks(rng, published, mean, end))


def _viral(rng: np.random.Generator, end: datetime) -> SpreadPost:
    published = end - timedelta(hours=15)
    mean = next(mean for paper, _host, mean, _number in PAPERS if paper == WRITER)
    key = f"https://valleywhisper.example/{published:%Y/%m/%d}/northlight"
    return SpreadPost(WRITER, key, VIRAL, published, _looks(rng, published, mean, end, times=TIMES))


def _looks(
    rng: np.random.Generator, published: datetime, mean: float, end: datetime, *, times: float | None = None
) -> tuple[tuple[datetime, int], ...]:
    """Return shares by age: at a rate that differs from post to post, along Omori's law."""
    rate = mean * times if times else float(rng.gamma(SHAPE, mean / SHAPE))
    drawn = np.log1p(np.array(AGES) / HALF_LIFE) / math.log1p(AGES[-1] / HALF_LIFE)
    shares = np.cumsum(rng.poisson(rate * np.diff(drawn, prepend=0.0)))
    moments = [published + timedelta(hours=age) for age in AGES]
    return tuple((at, int(count)) for at, count in zip(moments, shares, strict=True) if at <= end)
