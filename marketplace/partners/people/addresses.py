"""Who reads what is written to a partner."""

from __future__ import annotations

from marketplace.partners.models import Body, BodyMember, BodyRole


def editors_of(body: Body | None) -> list[str]:
    """Addresses of those who release what the partner's authors write; nobody for the region itself."""
    if body is None:
        return []
    editors = BodyMember.objects.filter(body=body, role=BodyRole.EDITOR, user__is_active=True)
    return list(editors.order_by("pk").values_list("user__email", flat=True))
