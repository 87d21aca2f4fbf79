"""The ledger: an append-only, hash-chained record of every change.

`change` is what services use. `verify_ledger` proves that nothing was changed, removed, inserted or reordered behind
the application's back, neither in the ledger nor in the rows that it is about. A service that makes several changes
together begins with `writing()` where it would otherwise begin a transaction.
"""

from muster.apps.core.ledger.anchor import Anchor, check_anchor, take_anchor
from muster.apps.core.ledger.chain import GENESIS, Change, append
from muster.apps.core.ledger.change import change, change_many, create_many
from muster.apps.core.ledger.findings import Finding
from muster.apps.core.ledger.seals import seal_rows, seals_digest, verify_owner
from muster.apps.core.ledger.turns import writing
from muster.apps.core.ledger.verify import verify_ledger

__all__ = [
    "GENESIS",
    "Anchor",
    "Change",
    "Finding",
    "append",
    "change",
    "change_many",
    "check_anchor",
    "create_many",
    "seal_rows",
    "seals_digest",
    "take_anchor",
    "verify_ledger",
    "verify_owner",
    "writing",
]
