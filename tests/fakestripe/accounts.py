"""Connected accounts of the v2 API: what a business gave, what is still wanted, and whether it may take cards."""

from __future__ import annotations

from datetime import datetime

from tests.fakestripe.books import Books, Json, new_ref

FIRST_WANTED = (
    "identity.business_details.registered_name",
    "identity.individual.date_of_birth",
    "external_account",
    "configuration.merchant.tos_acceptance",
)


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def opened(asked: Json, *, at: datetime, live: bool) -> Books:
    """An account in which nobody has said anything yet."""
    books = Books(new_ref("acct"), livemode=live)
    books.profile = {
        "id": books.ref,
        "object": "v2.core.account",
        "applied_configurations": sorted(asked.get("configuration", {})),
        "closed": False,
        "contact_email": asked.get("contact_email"),
        "created": moment(at),
        "dashboard": asked.get("dashboard"),
        "defaults": asked.get("defaults"),
        "display_name": asked.get("display_name"),
        "identity": asked.get("identity"),
        "livemode": live,
        "metadata": asked.get("metadata", {}),
        "wanted": dict.fromkeys(FIRST_WANTED),
        "blocked": "",
    }
    return books


def shown(books: Books, include: list[str]) -> Json:
    """The account as it answers: the larger parts only if they are asked for."""
    profile = {name: value for name, value in books.profile.items() if name not in ("wanted", "blocked")}
    for part in ("defaults", "identity"):
        profile[part] = profile[part] if part in include else None
    profile["configuration"] = profile["requirements"] = None
    if "configuration.merchant" in include:
        profile["configuration"] = {"merchant": {"applied": True, "capabilities": {"card_payments": _cards(books)}}}
    if "requirements" in include:
        profile["requirements"] = _requirements(books)
    return profile


def is_active(books: Books) -> bool:
    return bool(_cards(books)["status"] == "active")


def _cards(books: Books) -> Json:
    wanted, blocked = books.profile["wanted"], books.profile["blocked"]
    if blocked:
        return {"status": "rejected", "status_details": [{"code": blocked, "resolution": "contact_stripe"}]}
    if any(until is None for until in wanted.values()):
        detail = {"code": "requirements_past_due", "resolution": "provide_info"}
        return {"status": "restricted", "status_details": [detail]}
    return {"status": "active", "status_details": []}


def _requirements(books: Books) -> Json:
    wanted = books.profile["wanted"]
    strictest = "past_due" if None in wanted.values() else "currently_due"
    soonest = min((until for until in wanted.values() if until), default=None)
    deadline = {"status": strictest, "time": soonest if strictest == "currently_due" else None}
    return {
        "entries": [_entry(field, until, soonest) for field, until in wanted.items()],
        "summary": {"minimum_deadline": deadline if wanted else None},
    }


def _entry(field: str, until: str | None, soonest: str | None) -> Json:
    """Only the account as a whole has a date: an entry says whether it is among the most urgent."""
    if until is None:
        deadline = {"status": "past_due"}
    else:
        deadline = {"status": "currently_due" if until == soonest else "eventually_due"}
    restricts = {"capability": "card_payments", "configuration": "merchant", "deadline": deadline}
    return {
        "awaiting_action_from": "user",
        "description": field,
        "errors": [],
        "impact": {"restricts_capabilities": [restricts]},
        "minimum_deadline": deadline,
        "requested_reasons": [{"code": "routine_onboarding"}],
    }
