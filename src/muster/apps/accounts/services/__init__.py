"""Changing accounts."""

from muster.apps.accounts.services.directory import (
    Described,
    directory_add,
    directory_remove,
    directory_write,
)
from muster.apps.accounts.services.tokens import token_create, token_end, token_note_use, tokens_end
from muster.apps.accounts.services.users import (
    user_activate,
    user_change,
    user_change_preferences,
    user_create,
    user_deactivate,
    user_forget_credentials,
    user_set_roles,
)

__all__ = [
    "Described",
    "directory_add",
    "directory_remove",
    "directory_write",
    "token_create",
    "token_end",
    "token_note_use",
    "tokens_end",
    "user_activate",
    "user_change",
    "user_change_preferences",
    "user_create",
    "user_deactivate",
    "user_forget_credentials",
    "user_set_roles",
]
