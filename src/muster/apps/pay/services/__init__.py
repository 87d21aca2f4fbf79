"""What pay writes: permission, transaction and ledger entry together."""
