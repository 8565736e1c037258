"""At the till: every answer that a code can get."""

from __future__ import annotations

from tests.journeys.visitor import Visitor


def redeem_in_parts(owner: Visitor, code: str) -> None:
    """„7,50“ of 12,50 €, too much, a hurried double tap on the rest, nothing left; one is taken back with a reason."""
    owner.go("/betrieb/kasse/")
    owner.look("80-till")
    ask(owner, "ABCD-EFGH")
    owner.reads("Es fehlen noch 8 Zeichen.")
    ask(owner, code.lower().replace("-", " "))
    owner.reads("12,50 €")
    owner.look("82-till-balance")
    take(owner, "13")
    owner.reads("So viel ist nicht mehr auf dem Gutschein.")
    owner.reads("Es sind noch 12,50 €.")
    owner.look("83-till-too-much")
    take(owner, "sieben")
    owner.reads("Diesen Betrag können wir nicht buchen.")
    take(owner, "7,50")
    owner.reads("7,50 € eingelöst")
    owner.reads("5,00 €")
    owner.look("84-till-done")

    ask(owner, code)
    owner.type(amount="2,50")
    owner.press("Betrag einlösen", twice=True)
    owner.reads("2,50 € eingelöst")
    owner.page.locator("summary", has_text="Das war falsch: stornieren").click()
    assert owner.press("2,50 € zurückbuchen") == 422
    owner.reads("Bitte sagen Sie, warum.")
    owner.look("85-till-reversal")
    owner.tick("usual", "Falscher Betrag")
    owner.press("2,50 € zurückbuchen")
    owner.reads("Storniert: 2,50 € sind zurück auf dem Gutschein")
    owner.look("86-till-reversed")

    ask(owner, code)
    owner.press("Alles einlösen: 5,00 €")
    owner.reads("Der Gutschein ist damit aufgebraucht.")
    ask(owner, code)
    owner.reads("Dieser Gutschein ist aufgebraucht.")
    owner.go("/betrieb/kasse/tag/")
    owner.reads("12,50 €")
    owner.look("87-till-day")
    owner.go("/betrieb/verkauf/")
    owner.look("88-business-sales")


def be_refused_elsewhere(stranger: Visitor, code: str) -> None:
    """Another business's till says whose it is not, and nothing else."""
    ask(stranger, code)
    stranger.reads("Dieser Gutschein gehört zu einem anderen Betrieb.")
    assert "12,50" not in stranger.page.inner_text("main")


def refuse_a_blocked_one(leader: Visitor, owner: Visitor, code: str) -> None:
    """The office blocks a voucher with a reason; the till says so, and takes it again afterwards."""
    leader.go(f"/verwaltung/gutscheine/?q={code[-4:]}")
    leader.follow(f"…{code[-4:]}")
    leader.look("89-office-voucher")
    leader.page.locator("summary", has_text="Gutschein sperren").click()
    assert leader.press("Jetzt sperren") == 422
    leader.reads("Bitte geben Sie einen Grund an.")
    leader.type(reason="Als gestohlen gemeldet")
    leader.press("Jetzt sperren")
    ask(owner, code)
    owner.reads("Dieser Gutschein ist gesperrt.")
    leader.press("Sperre aufheben")
    ask(owner, code)
    owner.reads("25,00 €")


def ask(owner: Visitor, code: str) -> None:
    owner.go("/betrieb/kasse/")
    owner.type(code=code)
    owner.press("Guthaben ansehen")


def take(owner: Visitor, amount: str) -> None:
    owner.type(amount=amount)
    owner.press("Betrag einlösen")
