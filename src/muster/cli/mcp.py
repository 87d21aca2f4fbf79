"""`muster mcp`: Muster for assistants, by the Model Context Protocol."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from muster.engine.errors import InputError

if TYPE_CHECKING:
    from muster.site.assistants.access import Api

__all__ = ["mcp"]

TOKEN = "MUSTER_TOKEN"  # noqa: S105  # the name of a variable
LONGEST = 1_000


def mcp(
    *,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="The site to read; without it, the one of this machine.", show_default=False
        ),
    ] = None,
    token_file: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The file that holds the token; without it, MUSTER_TOKEN.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Serve read-only tools to an assistant over standard input and output, in the name of a token of yours."""
    token = _token(token_file)
    for name in ("django", "mcp"):
        if find_spec(name) is None:
            raise InputError(
                "What assistants need is not installed; install it with: pip install 'muster-talent[web,mcp]'."
            )
    with _api(url, token) as api:
        name = api.begin()
        typer.echo(f"Muster answers an assistant in the name of {name}.", err=True)
        from muster.site.assistants.server import build_server

        build_server(api).run("stdio")


def _token(file: Path | None) -> str:
    """Return the token; it never stands on the command line, which others on the machine can read."""
    text = os.environ.get(TOKEN, "") if file is None else file.read_text(encoding="utf-8")[:LONGEST]
    token = text.strip()
    if not token:
        raise InputError(
            f"There is no token; make one under Your account, Tokens, and put it into {TOKEN} or a file."
        )
    if not token.isascii() or not token.isprintable() or " " in token:
        raise InputError("The token has characters that no token has; copy it again, by itself.")
    return token


@contextmanager
def _api(url: str | None, token: str) -> Iterator[Api]:
    """Yield the API of a site elsewhere, of which nothing is kept here, or of this one."""
    with TemporaryDirectory(prefix="muster-mcp-") as folder:
        if url is not None:
            os.environ |= {
                "MUSTER_DATA": folder,
                "MUSTER_SECRET_KEY": secrets.token_urlsafe(64),
                "DATABASE_URL": "",
            }
        from muster.site.setup import begin, require_tables

        begin()
        from muster.site.assistants.access import api_at, api_here

        if url is None:
            require_tables()
            logging.getLogger("django.request").setLevel(
                logging.ERROR
            )  # what is refused is told to the assistant
        api = api_here(token=token) if url is None else api_at(address=url, token=token)
        try:
            yield api
        finally:
            api.close()
