"""People who sign in: users, their roles, their language."""
