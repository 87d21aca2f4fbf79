import numpy as np
import polars as pl

from muster.engine.hire.bar import estimate_bar
from muster.engine.hire.bar_estimate import GROUPS
from tests.engine.linked import small_quarters


def test_tables_are_frames_of_equally_long_columns() -> None:
    found = estimate_bar(small_quarters().dated, integrate=False)
    for name in ("merit", "quarters", "cohorts", "trends", "severities", "changes", "links", "hires"):
        frame = getattr(found, name).to_frame()
        assert len({column.size for column in frame.values()}) == 1
        assert pl.DataFrame(frame).shape[1] == len(frame)
    assert found.to_frame().keys() == found.quarters.to_frame().keys()


def test_groups_stand_in_one_order() -> None:
    found = estimate_bar(small_quarters().dated, integrate=False)
    assert found.cohorts.group.tolist() == [*GROUPS] * 3
    assert found.cohort_levels.mean.size == len(GROUPS) * 3
    filled = found.cohorts.count > 0
    np.testing.assert_allclose(found.cohort_levels.mean[filled], found.cohorts.mean[filled])
