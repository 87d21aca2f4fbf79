"""The environment variables that configure the site: read in one place, loud when malformed."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env, EnvError, EnvValidationError
from marshmallow.validate import URL, OneOf, Range

from muster.engine.errors import InputError

__all__ = ["VARIABLES", "Environment", "read_environment"]

Network = IPv4Network | IPv6Network
SHORTEST_SECRET = 32
WEB_ADDRESS = URL(schemes={"http", "https"}, require_tld=False)
SECRET_FILE = "secret-key"  # noqa: S105  # the name of a file
LANGUAGE_CODES = ("en", "id", "nl", "fr", "ar", "pt")
DATABASES = ("django.db.backends.sqlite3", "django.db.backends.postgresql")
VARIABLES = (
    "MUSTER_DEBUG",
    "MUSTER_DATA",
    "MUSTER_SECRET_KEY",
    "MUSTER_HOSTS",
    "DATABASE_URL",
    "MUSTER_EMAIL_URL",
    "MUSTER_SENDER",
    "MUSTER_COMPANY",
    "MUSTER_ADDRESS",
    "MUSTER_LANGUAGE",
    "MUSTER_HTTPS",
    "MUSTER_PROXIES",
    "MUSTER_OPENID_CONNECT",
    "MUSTER_SAML",
    "MUSTER_WEBHOOK_NETWORKS",
)


@dataclass(frozen=True)
class Environment:
    """What the environment says, checked.

    `data` is the folder of everything that the site stores beside its database: uploaded files and, where
    they are not configured otherwise, the SQLite database and the secret key. `company` is the name that candidates
    read, `address` where the site is found from outside, for links in messages.
    """

    debug: bool
    secret_key: str
    hosts: list[str]
    data: Path
    database: dict[str, Any]
    email: dict[str, Any]
    sender: str
    company: str
    address: str
    language: str
    https: bool
    proxies: int
    openid_connect: list[dict[str, Any]]
    saml: list[dict[str, Any]]
    webhook_networks: list[Network]

    @property
    def identity_origins(self) -> list[str]:
        """Return the origins of the identity providers, to which signing in leads."""
        openid = [one["settings"].get("server_url", "") for one in self.openid_connect]
        saml = [one["settings"].get("idp", {}).get("sso_url", "") for one in self.saml]
        parts = [urlsplit(address) for address in (*openid, *saml) if address]
        return sorted({f"{one.scheme}://{one.netloc}" for one in parts})


def read_environment() -> Environment:
    """Read and check all variables (named in docs/reference/settings.md).

    Raises InputError naming every variable that is malformed, all of them together, or the data folder when it cannot
    be written to.
    """
    env = Env(eager=False)
    debug = env.bool("MUSTER_DEBUG", default=False)
    values = {
        "debug": debug,
        "data": env.path("MUSTER_DATA", default=Path("data")),
        "secret_key": env.str("MUSTER_SECRET_KEY", default=""),
        "hosts": env.list("MUSTER_HOSTS", default=["127.0.0.1", "localhost", "[::1]"]),
        "database": _database(env),
        "email": env.dj_email_url("MUSTER_EMAIL_URL", default="console:"),
        "sender": env.str("MUSTER_SENDER", default="Muster <muster@localhost>"),
        "company": env.str("MUSTER_COMPANY", default="Muster"),
        "address": env.str("MUSTER_ADDRESS", default="http://127.0.0.1:8000", validate=WEB_ADDRESS),
        "language": env.str("MUSTER_LANGUAGE", default="en", validate=OneOf(LANGUAGE_CODES)),
        "https": env.bool("MUSTER_HTTPS", default=not debug),
        "proxies": env.int("MUSTER_PROXIES", default=0, validate=Range(min=0, max=9)),
        "openid_connect": env.json("MUSTER_OPENID_CONNECT", default=[]),
        "saml": env.json("MUSTER_SAML", default=[]),
        "webhook_networks": env.list("MUSTER_WEBHOOK_NETWORKS", default=[], subcast=_network),
    }
    problems = _malformed(env)
    for name, sentence in _unusable(values):
        problems.setdefault(name, []).append(sentence)
    if problems:
        raise InputError(_sentence(problems))
    return _with_data(values)


def _database(env: Env) -> dict[str, Any] | None:
    """Return the database's address, taken apart; one that is empty is none."""
    if not env.str("DATABASE_URL", default=""):
        return {"ENGINE": DATABASES[0], "NAME": ""}
    found: dict[str, Any] | None = env.dj_db_url("DATABASE_URL")
    return found


def _network(text: str) -> Network:
    try:
        return ip_network(text.strip())
    except ValueError as error:
        raise EnvError(f"{text.strip()[:40]!r} is no network; write such as 10.0.0.0/8.") from error


def _malformed(env: Env) -> dict[str, list[str]]:
    try:
        env.seal()
    except EnvValidationError as error:
        return {name: list(map(str, texts)) for name, texts in _by_name(error).items()}
    return {}


def _by_name(error: EnvValidationError) -> dict[str, list[str]]:
    told = error.error_messages
    return {"environment": list(told)} if isinstance(told, list) else {**told}


def _unusable(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what is well formed and still cannot be; what is malformed is None here, and told already."""
    found = []
    secret, database = values["secret_key"], values["database"]
    if secret and len(secret) < SHORTEST_SECRET:
        found.append(
            (
                "MUSTER_SECRET_KEY",
                f"It has {len(secret)} characters; give it {SHORTEST_SECRET} random ones or more.",
            )
        )
    if database and database["ENGINE"] not in DATABASES:
        found.append(("DATABASE_URL", "Only sqlite:// and postgres:// databases can be used."))
    if values["email"] is not None and not values["email"].get("EMAIL_BACKEND"):
        found.append(
            ("MUSTER_EMAIL_URL", "Only smtp://, smtp+tls://, smtp+ssl://, console: and file:// can be used.")
        )
    if values["hosts"] is not None and not all(host.strip() for host in values["hosts"] or [""]):
        found.append(("MUSTER_HOSTS", "A name is empty; separate names with commas."))
    for name, key, needed in (
        ("MUSTER_OPENID_CONNECT", "openid_connect", ("provider_id", "name", "client_id", "settings")),
        ("MUSTER_SAML", "saml", ("provider_id", "name", "client_id", "settings")),
    ):
        if values[key] is not None and not _is_list_of(values[key], needed):
            found.append((name, f"Give a list of objects that each have {', '.join(needed)}."))
    return found


def _is_list_of(value: Any, keys: tuple[str, ...]) -> bool:
    return isinstance(value, list) and all(
        isinstance(one, dict) and set(keys) <= set(one) and isinstance(one["settings"], dict) for one in value
    )


def _sentence(problems: dict[str, list[str]]) -> str:
    parts = [f"{name}: {' '.join(texts)}" for name, texts in sorted(problems.items())]
    return f"The environment is malformed ({'; '.join(parts)}); correct it and start again."


def _with_data(values: dict[str, Any]) -> Environment:
    """Return the environment, with what is kept in the data folder."""
    data = Path(values["data"]).absolute()
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        secret = values["secret_key"] or _kept_secret(data)
    except OSError as error:
        raise InputError(
            f"MUSTER_DATA is {data}, which cannot be written to ({error.strerror}); name a folder that can."
        ) from error
    database = values["database"]
    if database["ENGINE"].endswith("sqlite3") and database["NAME"] in ("", ":memory:"):
        database = {"ENGINE": database["ENGINE"], "NAME": data / "muster.sqlite3"}
    address = values["address"].rstrip("/")
    return Environment(
        **{**values, "address": address, "data": data, "secret_key": secret, "database": database}
    )


def _kept_secret(data: Path) -> str:
    """Return the secret key kept in the data folder; made on first use, readable by its owner alone."""
    path = data / SECRET_FILE
    if not path.exists():
        draft = data / f".{secrets.token_hex(6)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, path)  # whole at once, and only one of two that start together
        draft.unlink()
    return path.read_text(encoding="ascii")
