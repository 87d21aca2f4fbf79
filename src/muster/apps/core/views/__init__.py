"""The pages of the core: the auditor's ledger, and jobs."""
