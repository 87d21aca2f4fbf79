"""Backups: the whole installation in one file, made and restored while the server runs.

The file is a tar of parts: `muster-backup.json` says what it is, then come the database, the uploaded files and the
secret key, and `manifest.jsonl` has the size and the SHA-256 of each part. With a passphrase, that tar is encrypted
to a key of its own, which lies beside it encrypted by the passphrase, both in the format of `age`.
"""

from muster.apps.core.backup.create import Made, backup_create
from muster.apps.core.backup.restore import Restored, backup_restore

__all__ = ["Made", "Restored", "backup_create", "backup_restore"]
