"""Importing employees from a file: read it, plan what it changes (the dry run), write the plan."""
