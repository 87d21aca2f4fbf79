"""What every section stands on: the base model, the ledger, permissions, jobs, stored files."""
