from __future__ import annotations

import pytest

from muster.engine.errors import DataError, InputError
from muster.engine.pay.fans import draw_fans
from tests.engine.pay.packages import package, plain


def test_arguments_are_checked_and_faults_are_told() -> None:
    assert draw_fans([]) == ()
    with pytest.raises(InputError, match="threads"):
        draw_fans([package()], threads=0)
    with pytest.raises(DataError, match="the package is empty"):
        draw_fans([package(), plain()], paths=2)
