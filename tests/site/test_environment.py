"""The environment: what is malformed is told, all of it together, before anything starts."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

import pytest

from muster.engine.errors import InputError
from muster.site.environment import VARIABLES, Environment, read_environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path / "data"))


def test_nothing_need_be_set(tmp_path: Path) -> None:
    found = read_environment()
    assert (found.debug, found.https, found.language, found.proxies) == (False, True, "en", 0)
    assert found.hosts == ["127.0.0.1", "localhost", "[::1]"]
    assert found.database == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": tmp_path / "data" / "muster.sqlite3",
    }
    assert (found.openid_connect, found.saml, found.identity_origins) == ([], [], [])


def test_the_secret_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = read_environment(), read_environment()
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 64
    kept = tmp_path / "data" / "secret-key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == ["secret-key"]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("MUSTER_DEBUG", "perhaps", "Not a valid boolean"),
        ("MUSTER_SECRET_KEY", "short", "It has 5 characters; give it 32 random ones or more."),
        ("MUSTER_HOSTS", "a.example,,b.example", "A name is empty"),
        ("DATABASE_URL", "mysql://x/y", "Only sqlite:// and postgres://"),
        ("DATABASE_URL", "nonsense", "Not a valid database URL"),
        ("MUSTER_EMAIL_URL", "nonsense://x", "Only smtp://"),
        ("MUSTER_ADDRESS", "muster.example.com", "Not a valid URL"),
        ("MUSTER_LANGUAGE", "tlh", "Must be one of"),
        ("MUSTER_HTTPS", "2", "Not a valid boolean"),
        ("MUSTER_PROXIES", "many", "Not a valid integer"),
        ("MUSTER_PROXIES", "10", "less than or equal to 9"),
        ("MUSTER_OPENID_CONNECT", "{", "Not valid JSON"),
        ("MUSTER_OPENID_CONNECT", "{}", "Give a list of objects that each have provider_id"),
        ("MUSTER_OPENID_CONNECT", '[{"provider_id": "x"}]', "Give a list"),
        ("MUSTER_SAML", '[{"provider_id":"x","name":"x","client_id":"x","settings":1}]', "Give a list"),
    ],
)
def test_what_is_malformed_is_told(monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(InputError) as caught:
        read_environment()
    assert caught.value.sentence.startswith("The environment is malformed (")
    assert f"{name}: " in caught.value.sentence
    assert told in caught.value.sentence


def test_everything_malformed_is_told_together(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "MUSTER_DEBUG": "x",
        "MUSTER_SECRET_KEY": "x",
        "DATABASE_URL": "x",
        "MUSTER_PROXIES": "x",
        "MUSTER_SAML": "{}",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InputError) as caught:
        read_environment()
    assert re.findall(r"([A-Z_]+): ", caught.value.sentence) == sorted(wrong)
    assert not Path(os.environ["MUSTER_DATA"]).exists(), "nothing is made while something is wrong"


def test_a_data_folder_that_cannot_be_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("MUSTER_DATA", str(tmp_path / "file"))
    with pytest.raises(InputError, match="which cannot be written to"):
        read_environment()


def test_a_postgresql_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://user:word@%2Frun%2Fpg/name")
    database = read_environment().database
    assert (database["ENGINE"], database["NAME"], database["HOST"]) == (
        "django.db.backends.postgresql",
        "name",
        "/run/pg",
    )


def test_the_origins_of_identity_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    common = '"provider_id": "a", "name": "A", "client_id": "x"'
    monkeypatch.setenv(
        "MUSTER_OPENID_CONNECT",
        f'[{{{common}, "settings": {{"server_url": "https://id.example.com/realms/a"}}}}]',
    )
    monkeypatch.setenv(
        "MUSTER_SAML", f'[{{{common}, "settings": {{"idp": {{"sso_url": "https://sso.example.com/saml"}}}}}}]'
    )
    found: Environment = read_environment()
    assert found.identity_origins == ["https://id.example.com", "https://sso.example.com"]


def test_the_reference_names_every_variable_and_no_other() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `([A-Z_]+)` \|", page, re.MULTILINE) == list(VARIABLES)


def test_no_variable_is_read_anywhere_else() -> None:
    read = re.compile(r"MUSTER_(?:[A-Z]+_)*[A-Z]+|DATABASE_URL")
    known = {*VARIABLES, "MUSTER_NO_SKIPS", "MUSTER_WRITE_DOCS", "MUSTER_TOKEN"}  # the last is a person's own
    for path in (ROOT / "src").rglob("*.py"):
        assert set(read.findall(path.read_text(encoding="utf-8"))) <= known, path
