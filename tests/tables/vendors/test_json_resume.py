"""Résumés as JSON Resume."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from muster.tables.problems import Problems
from muster.tables.vendors.json_resume import LARGEST, read_resumes

RESUME: dict[str, Any] = {
    "basics": {
        "name": "Ada Example",
        "email": "ada@example.org",
        "phone": "+62 21 1",
        "url": "https://ada.example.org",
        "summary": "Makes things.",
        "location": {"countryCode": "id", "city": "Jakarta"},
        "profiles": [{"network": "Forge", "url": "https://forge.example.org/ada"}],
    },
    "work": [
        {"name": "Example Works", "position": "Engineer", "highlights": ["Shipped it"]},
        {"company": "Old"},
    ],
    "education": [{"institution": "Example University", "area": "Physics"}],
    "skills": [{"name": "Rust", "keywords": ["async"]}],
}


def test_a_resume_says_who_where_and_what(tmp_path: Path) -> None:
    path = tmp_path / "ada.json"
    path.write_text(json.dumps(RESUME))
    problems = Problems()
    [one] = read_resumes([path], problems)
    assert not problems
    assert (one.name, one.email, one.phone, one.country) == (
        "Ada Example",
        "ada@example.org",
        "+62 21 1",
        "ID",
    )
    assert one.links == ("https://ada.example.org", "https://forge.example.org/ada")
    assert (one.school, one.employers) == ("Example University", ("Example Works", "Old"))
    for told in ("Makes things.", "Engineer", "Shipped it", "Physics", "async"):
        assert told in one.written
    assert "ada@" not in one.written


def test_everything_wrong_is_told_together(tmp_path: Path) -> None:
    contents = {
        "fine.json": json.dumps(RESUME),
        "same.json": json.dumps(RESUME),
        "broken.json": "{",
        "empty.json": "[]",
        "large.json": " " * (LARGEST + 1),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    problems = Problems()
    found = read_resumes([*(tmp_path / name for name in contents), tmp_path / "absent.json"], problems)
    assert [Path(one.file).name for one in found] == ["fine.json"]
    told = {(Path(one.file or "").name, one.code) for one in problems.all()}
    assert told == {
        ("same.json", "duplicate"),
        ("broken.json", "json"),
        ("empty.json", "blank"),
        ("large.json", "too-large"),
        ("absent.json", "unreadable"),
    }
