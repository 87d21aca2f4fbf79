"""The web application on the command line: serve, worker, user."""

from __future__ import annotations

from datetime import UTC, datetime
from importlib import import_module
from typing import Annotated

import typer

from muster.cli.options import COMPILING
from muster.cli.terminal import output, waiting
from muster.engine.errors import InputError

__all__ = ["serve", "user_app", "worker"]

user_app = typer.Typer(help="People who can sign in.", no_args_is_help=True)


def serve(
    *,
    host: Annotated[str, typer.Option(metavar="HOST", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="PORT", min=1, max=65535, help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Server processes.")] = 1,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Start no worker for background jobs beside the server.")
    ] = False,
    demo: Annotated[
        bool, typer.Option("--demo", help="Put the fictional company into an empty database first.")
    ] = False,
) -> None:
    """Run the web application until told to stop."""
    from muster.cli.processes import Address, run_site

    address = Address(host, port)
    address.check()
    address.allow_plain_http()
    address.lead_links_here()
    console = output()

    from muster.site.setup import collect_static, prepare

    with waiting("Preparing the database"):
        prepare()
        collect_static()
    if demo:
        _show_demo()
    run_site(address, workers=workers, with_worker=not no_worker, tell=lambda text: console.print(text))


def _show_demo() -> None:
    """Put the fictional company into an empty database, and print who can sign in."""
    from muster.site.setup import is_empty

    demo = import_module("muster.site.demo")
    console = output()
    if is_empty():
        from muster.engine.hire.merit import kernels_compiled

        if not kernels_compiled():
            typer.echo(COMPILING, err=True)
        with waiting("Loading the fictional company"):
            demo.load_demo(today=datetime.now(UTC).date())
    sign_ins = demo.read_sign_ins()
    if not sign_ins:
        console.print("The database is not empty, so the fictional company stays out.")
        return
    console.print("Halcyon Labs, a fictional company. Sign in as:")
    for one in sign_ins:
        console.print(f"  {one.role:<21} {one.email:<42} {one.password}", soft_wrap=True)


def worker(
    *,
    until_empty: Annotated[bool, typer.Option("--until-empty", help="Stop when the queue is empty.")] = False,
) -> None:
    """Do background jobs until told to stop."""
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()
    from muster.apps.core.worker import build_worker

    jobs = build_worker(batch=until_empty)
    jobs.configure_signals()
    jobs.run()


@user_app.command("add")
def user_add(
    email: Annotated[
        str, typer.Argument(metavar="EMAIL", help="Address to sign in with.", show_default=False)
    ],
    *,
    name: Annotated[str, typer.Option(metavar="NAME", help="Full name.", show_default=False)],
    role: Annotated[
        list[str] | None, typer.Option(metavar="ROLE", help="A role; may be given several times.")
    ] = None,
    language: Annotated[str, typer.Option(metavar="CODE", help="Language of the pages.")] = "en",
) -> None:
    """Add somebody who can sign in, and print a password for them to change."""
    from muster.site.setup import begin, require_tables

    begin()
    require_tables()
    from secrets import token_urlsafe

    from muster.apps.accounts.services import user_create
    from muster.apps.core.errors import RefusedError
    from muster.apps.core.roles import Role

    unknown = sorted(set(role or []) - set(Role.values))
    if unknown:
        raise InputError(f"There is no role {', '.join(unknown)}; choose from {', '.join(Role.values)}.")
    password = token_urlsafe(12)
    try:
        user_create(
            actor=None,
            email=email,
            name=name,
            roles=[Role(one) for one in role or []],
            language=language,
            password=password,
        )
    except RefusedError as error:
        raise InputError(error.sentence) from error
    output().print(f"{email} can sign in with {password}", soft_wrap=True, markup=False, highlight=False)
