import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from muster.engine.hire.audit.local_law import publish_tables
from muster.engine.hire.audit.selection import SelectionAudit, audit_counts, audit_scores, audit_selection
from muster.tables.audit import audit_as_json, file_names, write_local_law_table
from tests.engine.audits import counted, people

CATEGORY = {
    "category", "n", "selected", "rate", "impact_ratio", "low", "high", "p_value", "p_below_four_fifths",
    "p_fair_process_this_extreme",
}  # fmt: skip


def two_attributes() -> SelectionAudit:
    rng = np.random.default_rng(1)
    sex = rng.choice(["F", "M"], 300).tolist()
    origin = rng.choice(np.array(["a", "b", "c", None], object), 300, p=[0.5, 0.35, 0.05, 0.1]).tolist()
    return audit_selection({"sex": sex, "origin": origin}, rng.random(300) < 0.3)


def test_the_contract_of_the_command() -> None:
    audit = two_attributes()
    found = json.loads(json.dumps(audit_as_json(audit, publish_tables(audit)), allow_nan=False))
    assert [one["name"] for one in found["attributes"]] == ["sex", "origin", "sex x origin"]
    for one in found["attributes"]:
        assert set(one) == {"name", "unknown", "categories"}
        for row in one["categories"]:
            assert set(row) == CATEGORY
            assert isinstance(row["n"], int)
    reference = next(row for row in found["attributes"][0]["categories"] if row["impact_ratio"] == 1)
    assert reference["low"] is None
    assert reference["p_value"] is None


def test_every_count_is_for_the_auditor_and_small_ones_are_not_published() -> None:
    audit = two_attributes()
    found = audit_as_json(audit, publish_tables(audit, smallest=10))
    whole = {row["category"]: row["n"] for row in found["attributes"][2]["categories"]}
    rows = found["local_law_144"]["tables"][2]["rows"]
    assert min(whole.values()) < 10
    hidden = [row for row in rows if row["note"] == "suppressed"]
    assert len(hidden) >= 2
    assert all(row["applicants"] is None and row["selection_rate"] is None for row in hidden)
    shown = [row for row in rows if row["note"] != "suppressed"]
    assert all(row["applicants"] == whole[row["category"]] for row in shown)
    assert found["local_law_144"]["smallest"] == 10


def test_notes_of_the_reader_come_first() -> None:
    audit = audit_counts([counted([97, 98, 3], [20, 30, 3])])
    notes = audit_as_json(audit, publish_tables(audit), reading_notes=["read"])["notes"]
    assert notes == ["read", "group: 'c' has less than 2 % of the people and no impact ratio."]


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".parquet", ".json", ".jsonl"])
def test_a_table_as_a_file(tmp_path: Path, ending: str) -> None:
    category, chosen = people(("Male", 1390, 667), ("Female", 1181, 555), (None, 250, 9))
    (table,) = publish_tables(audit_selection({"Sex": category}, chosen)).tables
    path = tmp_path / f"sex{ending}"
    write_local_law_table(table, path)
    read = {
        ".csv": pl.read_csv,
        ".tsv": lambda file: pl.read_csv(file, separator="\t"),
        ".parquet": pl.read_parquet,
        ".json": pl.read_json,
        ".jsonl": pl.read_ndjson,
    }[ending](path)
    assert read.columns == ["Sex", "applicants", "selected", "selection_rate", "impact_ratio", "note"]
    assert read["Sex"].to_list() == ["Female", "Male", "Unknown"]
    assert read["applicants"].to_list() == [1181, 1390, 250]
    assert read["selected"].to_list() == [555, 667, None]
    assert read["impact_ratio"].to_list() == [0.9793, 1.0, None]


def test_whole_numbers_stay_whole_in_a_csv(tmp_path: Path) -> None:
    (table,) = publish_tables(audit_scores({"g": ["a"] * 10 + ["b"] * 10}, list(range(20)))).tables
    write_local_law_table(table, tmp_path / "g.csv")
    assert (tmp_path / "g.csv").read_text() == (
        "g,applicants,scoring_rate,impact_ratio,note\n"
        "a,10,0.0,0.0,\nb,10,1.0,1.0,\nUnknown,0,,,not in any rate\n"
    )


def test_file_names() -> None:
    names = file_names(["Sex", "Race/ethnicity", "Sex x Race/ethnicity", "sex", "///", "民族"])
    assert names == [
        "sex.csv",
        "race-ethnicity.csv",
        "sex-x-race-ethnicity.csv",
        "sex-2.csv",
        "attribute.csv",
        "民族.csv",
    ]
