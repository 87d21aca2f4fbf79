from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import override_settings

from muster.site.static import StaticFiles


def test_a_file_is_named_by_its_content(tmp_path: Path) -> None:
    manifest = {"version": "1.1", "paths": {"site/a.css": "site/a.0123abcd.css"}, "hash": "0"}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest), encoding="utf-8")
    with override_settings(STATIC_ROOT=tmp_path, STATIC_URL="/static/", DEBUG=False):
        files = StaticFiles()
        for _again in range(2):
            assert files.url("site/a.css") == "/static/site/a.0123abcd.css"
        with pytest.raises(ValueError, match=r"site/b\.css"):
            files.url("site/b.css")
