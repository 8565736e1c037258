from __future__ import annotations

from kreislauf.accounts.models import User
from marketplace.businesses.models import Business, MemberRole


def author_address(business: Business, email: str) -> str:
    """Who hears of what ``email`` wrote for the business: that person, while they may write there; else the business.

    A letter about a text can hold a link that changes it. Empty where the text names nobody, and where the business has
    neither an address nor people.
    """
    if not email:
        return ""
    author = User.objects.filter(email=email, is_active=True).first()
    writers = business.members.filter(role=MemberRole.EVERYTHING, user__is_active=True).order_by("pk")
    if author is not None and (author.is_staff_member or writers.filter(user=author).exists()):
        return email
    return business.email or writers.values_list("user__email", flat=True).first() or ""
