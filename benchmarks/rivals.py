"""How long do others take for the same ratings, and how good is what they say."""

from __future__ import annotations

from benchmarks.common import Options, Section, Table
from benchmarks.peers import DATA_SETS, PEERS, PeerHome, Result, find_peers

__all__ = ["PEER_COLUMNS", "measure", "peer_row"]

QUICK_PEERS = ("10k", ("mean", "glmm-gauss"))
TITLE = "Others on the same ratings"

NOTES = (
    "All fit the very same raw columns (shuffled rows), one process each; Muster reads them as Parquet. "
    "`/ Muster` is how many times longer a fit took. Every row is scored by the same function.",
    "RMSE and coverage as given are on the scale that a peer reports, which for all but Muster and the "
    "oracle is not that of the truth; rescaled: after the one slope that fits the truth best, which nobody "
    "can know in use. `-`: standard errors are not offered, or not at that size.",
    "The Gaussian and binomial peers fit candidate, interviewer and halo; mirt and raschpy have no halo.",
    "Busy elsewhere: cores that other processes used meanwhile; above 0.3 the time is not clean.",
)


def measure(options: Options) -> Section:
    """Run Muster and each peer on the same data sets."""
    home = find_peers()
    if not isinstance(home, PeerHome):
        named = Table("What runs once installed", ("fit",), tuple((name,) for name in PEERS.values()))
        return Section(TITLE, f"Skipped: {home}.", (named,))
    text = "Each fits candidate, interviewer and, where it can, halo; whole processes, one after another."
    return Section(TITLE, text, tuple(_peer_tables(home, options)), NOTES)


def _peer_tables(home: PeerHome, options: Options) -> list[Table]:
    sets = (QUICK_PEERS[0],) if options.quick else DATA_SETS
    peers = QUICK_PEERS[1] if options.quick else tuple(PEERS)
    tables = []
    for data in sets:
        ours = home.run_muster(data, runs=1 if options.quick else options.runs or 3)
        results = [ours, *(home.run(peer, data) for peer in peers)]
        rows = tuple(peer_row(result, ours) for result in results)
        tables.append(Table(f"Others, data set {data}", PEER_COLUMNS, rows))
    return tables


PEER_COLUMNS = (
    "fit",
    "seconds",
    "/ Muster",
    "peak GB",
    "correlation",
    "RMSE as given",
    "rescaled",
    "coverage as given",
    "rescaled",
    "busy elsewhere",
)


def peer_row(result: Result, ours: Result) -> tuple[str, ...]:
    """Return the cells of one fit; one that did not finish says when it was stopped."""
    if result.status != "ok":
        return (
            result.name,
            f"{result.status} at {result.seconds:.0f}",
            "-",
            f"{result.gigabytes:.2f}",
            *["-"] * (len(PEER_COLUMNS) - 4),
        )
    return (
        result.name,
        f"{result.seconds:.2f}",
        f"{result.seconds / ours.seconds:.2f}",
        f"{result.gigabytes:.2f}",
        *(_score(result, key, 4) for key in ("corr", "rmse", "rmse_cal")),
        *(_score(result, key, 3) for key in ("cover90", "cover90_cal")),
        "-" if result.others is None else f"{result.others:.2f}",
    )


def _score(result: Result, key: str, digits: int) -> str:
    value = result.scores.get(key)
    return "-" if value is None else f"{value:.{digits}f}"
