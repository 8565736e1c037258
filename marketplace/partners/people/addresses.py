"""Who reads what is written to a partner."""

from __future__ import annotations

from marketplace.partners.models import Body, BodyMember, BodyRole


def editors_of(body: Body | None) -> list[str]:
    """Addresses of those who release what the partner's authors write; nobody for the region itself."""
    return list(editors_by_user(body).values())


def address_of(body: Body) -> str:
    """The partner's own address, else that of the first who releases there; empty where there is neither."""
    return body.email or next(iter(editors_of(body)), "")


def editors_by_user(body: Body | None) -> dict[int, str]:
    """The same under the numbers of their accounts."""
    if body is None:
        return {}
    editors = BodyMember.objects.filter(body=body, role=BodyRole.EDITOR, user__is_active=True)
    return dict(editors.order_by("pk").values_list("user_id", "user__email"))
