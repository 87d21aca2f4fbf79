"""The demo company: Halcyon Labs, a fictional laboratory generated from a seed. No real person's data.

`build_company` lets it live up to a day; the world it lives in (one clock, one random source) is in
`muster.demo.world`, and each module after it adds one part.
"""

from muster.demo.company import Company, build_company, season_columns, season_scorecards
from muster.demo.season import RatingRow, Season

__all__ = ["Company", "RatingRow", "Season", "build_company", "season_columns", "season_scorecards"]
