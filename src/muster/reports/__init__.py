"""Results put on paper: charts, HTML and PDF."""

from muster.reports.write import write_season_report

__all__ = ["write_season_report"]
