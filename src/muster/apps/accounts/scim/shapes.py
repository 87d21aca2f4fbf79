"""SCIM's shapes: users with the enterprise extension, groups that are Muster's roles, what there is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from django.conf import settings
from django.utils import translation
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    Email,
    EnterpriseUser,
    ETag,
    Filter,
    Group,
    GroupMember,
    GroupMembership,
    InvalidValueException,
    Meta,
    Name,
    Patch,
    ScimPolicy,
    ServiceProviderConfig,
    Sort,
)
from scim2_models import User as Shape

from muster.apps.accounts.models import User
from muster.apps.accounts.services import Described
from muster.apps.core.roles import Role

__all__ = ["MOST", "POLICY", "UserShape", "config", "describe", "renamed", "show_group", "show_user"]

UserShape: TypeAlias = Shape[EnterpriseUser]
MOST = 200
POLICY = ScimPolicy(  # providers send more than is kept here, and remove by value
    unknown=ScimPolicy.Unknown.ignore,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)
NAME = {"given_name": "givenName", "family_name": "familyName"}
POST = {
    "employee_number": "employeeNumber",
    "cost_center": "costCenter",
    "organization": "organization",
    "division": "division",
    "department": "department",
}
LANGUAGES = {code for code, _label in settings.LANGUAGES}


def show_user(user: User, base: str) -> UserShape:
    """Return a user with their directory entry, where the provider has written one."""
    entry = getattr(user, "directory_entry", None)
    kept: dict[str, Any] = {} if entry is None else entry.attributes
    name = {ours: kept[theirs] for ours, theirs in NAME.items() if theirs in kept}
    shape = UserShape(
        id=str(user.pk),
        external_id=entry.external_id or None if entry is not None else None,
        user_name=user.email,
        name=Name(formatted=user.name, **name),
        display_name=user.name,
        title=kept.get("title"),
        preferred_language=user.language,
        active=user.is_active,
        emails=[Email(value=user.email, type=Email.Type.work, primary=True)],
        groups=[
            GroupMembership.model_validate(
                {
                    "value": role.value,
                    "$ref": f"{base}/Groups/{role.value}",
                    "type": "direct",
                    "display": label_of(role),
                }
            )
            for role in sorted(user.roles)
        ],
        meta=Meta(resource_type="User", created=user.created_at, location=f"{base}/Users/{user.pk}"),
    )
    post = {ours: kept[theirs] for ours, theirs in POST.items() if theirs in kept}
    if "manager" in kept:
        post["manager"] = {"value": kept["manager"]}
    if post:
        shape[EnterpriseUser] = EnterpriseUser(**post)
    return shape


def renamed(shape: UserShape, before: UserShape) -> None:
    """See that a changed `name` is what the person is called: `displayName`, which goes before it, was ours to say."""
    now, was = shape.name or Name(), before.name or Name()
    if shape.display_name != before.display_name:
        return
    if now.formatted and now.formatted != was.formatted:
        shape.display_name = None
    elif _whole(now) != _whole(was) and (
        (now.given_name and now.family_name) or _whole(was) == was.formatted
    ):
        shape.display_name = now.formatted = None


def _whole(name: Name) -> str:
    return " ".join(part for part in (name.given_name, name.family_name) if part)


def describe(shape: UserShape, was: User | None = None) -> Described:
    """Return what a provider says of a user; of one who is known, language and activity stay where nothing is said.

    Raises InvalidValueException where the address or the name is missing.
    """
    email = (shape.user_name or "").strip()
    if "@" not in email:
        first = next((one.value for one in shape.emails or [] if one.value), None)
        email = str(first or email)
    parts = shape.name or Name()
    name = shape.display_name or parts.formatted or _whole(parts) or email
    kept = {theirs: getattr(parts, ours) for ours, theirs in NAME.items() if getattr(parts, ours)}
    if shape.title:
        kept["title"] = shape.title
    post = shape[EnterpriseUser]
    if post is not None:
        kept |= {theirs: getattr(post, ours) for ours, theirs in POST.items() if getattr(post, ours)}
        if post.manager is not None and post.manager.value:
            kept["manager"] = str(post.manager.value)
    if any(len(text) > 200 for text in (name, *kept.values())):
        raise InvalidValueException(detail="A name, title or department has at most 200 characters.")
    return Described(
        email=email,
        name=name,
        language=was.language
        if was and not shape.preferred_language
        else _language(shape.preferred_language),
        active=was.is_active if was and shape.active is None else shape.active is not False,
        external_id=(shape.external_id or "")[:200],
        attributes=kept,
    )


def show_group(role: Role, members: Iterable[User], base: str) -> Group:
    """Return a role as a group."""
    return Group(
        id=role.value,
        display_name=label_of(role),
        members=[
            GroupMember.model_validate(
                {
                    "value": str(user.pk),
                    "$ref": f"{base}/Users/{user.pk}",
                    "type": "User",
                    "display": user.name,
                }
            )
            for user in members
        ],
        meta=Meta(resource_type="Group", location=f"{base}/Groups/{role.value}"),
    )


def label_of(role: Role) -> str:
    """Return the name of a role, in English whoever asks: providers match groups by it."""
    with translation.override("en"):
        return str(role.label)


def config(base: str) -> ServiceProviderConfig:
    """Return what the service can do."""
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=False),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="Token",
                description="A token of an administrator's, made for managing accounts.",
                primary=True,
            )
        ],
        meta=Meta(resource_type="ServiceProviderConfig", location=f"{base}/ServiceProviderConfig"),
    )


def _language(tag: str | None) -> str:
    """Return the site's language that is nearest to what somebody prefers."""
    code = (tag or "").replace("_", "-").split(",")[0].split("-")[0].lower()
    return code if code in LANGUAGES else settings.LANGUAGE_CODE
