"""The whole way of a text: written by an author, released by an editor, signed by a second partner, kept, archived."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core import mail
from django.test import Client
from django.utils import timezone

from kreislauf.regions import RegionCard
from marketplace.advice.keeping.assure import archive_what_is_over
from marketplace.advice.keeping.mailing import mail_owners
from marketplace.advice.models import Article, CoSignature
from marketplace.partners.models import BodyRole
from marketplace.review.approve import approve
from tests.make import make_author, make_body, make_user
from tests.make_article import make_adviser, make_article
from tests.post import deliver_all
from tests.words import words


def link_in(message: object) -> str:
    """The first address of this site in a mail's text that leads somewhere."""
    found = re.search(r"http://kiel\.localhost(?::\d+)?(/\S+)", message.body)  # type: ignore[attr-defined]
    assert found, message.body  # type: ignore[attr-defined]
    return found[1]


def typed(**fields: str) -> dict[str, str]:
    return {
        "title": "Kurzarbeit anzeigen",
        "lead": "Die Anzeige muss in dem Monat eingehen, in dem die Arbeit ausfällt.",
        "text_md": "Rufen Sie **zuerst** an.",
        **fields,
    }


def test_from_an_author_s_draft_to_the_page_of_a_partner_that_publishes_by_itself(site: Client) -> None:
    body = make_body(publishes_itself=True)
    author, editor = make_author(body), make_author(body, role=BodyRole.EDITOR)
    adviser = make_adviser(body, phone="0431 5194 0")

    site.force_login(author)
    steps = {"step_1_title": "Anrufen", "step_1_text": f"{{{{ kontakt:{adviser.pk} }}}}", "step_1_helper": ""}
    sent = site.post("/partnerbereich/texte/neu/guide/", typed(**steps, abgeben="1"))
    assert sent.status_code == 302, words(sent)
    article = Article.objects.get()
    assert (article.for_editors_at is None, article.is_public) == (False, False)

    (letter,) = deliver_all()
    assert letter.to == [editor.email]
    site.force_login(editor)
    assert "0431 5194 0" in words(site.get(link_in(letter)))
    site.post(f"/partnerbereich/texte/{article.pk}/abgabe/")
    site.logout()
    page = words(site.get(article.get_absolute_url()))
    assert "Kurzarbeit anzeigen" in page


def test_a_partner_that_does_not_publish_by_itself_asks_the_office(site: Client) -> None:
    body = make_body(publishes_itself=False)
    editor = make_author(body, role=BodyRole.EDITOR)
    staff = make_user()

    site.force_login(editor)
    site.post("/partnerbereich/texte/neu/info/", typed(abgeben="1"))
    article = Article.objects.get()
    assert article.is_waiting
    assert [letter.to for letter in deliver_all()] == [[staff.email]]

    approve(article, version=article.version, by=staff, at=timezone.now())
    article.refresh_from_db()
    assert article.is_public
    (letter,) = deliver_all()
    assert letter.to == [editor.email]
    assert "ist jetzt öffentlich" in letter.body or "online" in letter.subject


def test_a_changed_text_is_a_draft_again_and_the_public_keeps_the_approved_one(site: Client) -> None:
    body = make_body(publishes_itself=True)
    article = make_article(body)
    site.force_login(make_author(body, role=BodyRole.EDITOR))
    site.post(f"/partnerbereich/texte/{article.pk}/aendern/", typed(title="Anders", entwurf="1"))

    article.refresh_from_db()
    assert (article.title, article.proposed().title) == ("Kurzarbeitergeld beantragen", "Anders")
    assert not Article.objects.waiting().exists()
    site.post(f"/partnerbereich/texte/{article.pk}/abgabe/")
    article.refresh_from_db()
    assert (article.title, article.pending) == ("Anders", None)


def test_a_second_partner_signs_from_the_mail_and_for_that_text_only(site: Client) -> None:
    body, chamber = make_body(publishes_itself=True), make_body(name="Handwerkskammer")
    editor, signer = make_author(body, role=BodyRole.EDITOR), make_author(chamber, role=BodyRole.EDITOR)
    article = make_article(body)
    site.force_login(editor)
    site.post(f"/partnerbereich/texte/{article.pk}/mitzeichnung/", {"body": chamber.pk})
    (letter,) = deliver_all()
    assert letter.to == [signer.email]

    site.logout()
    link = link_in(letter)
    assert "Zeigen Sie den Ausfall" in words(site.get(link))
    assert not CoSignature.objects.valid().exists()
    assert "Ihr Logo steht neben dem Text" in words(site.post(link))
    assert CoSignature.objects.valid().get().body == chamber
    assert site.post(link).status_code == 409

    article.amount = "mehr"
    article.save()
    assert not CoSignature.objects.valid().exists()


def test_what_is_due_is_said_to_hold_from_the_monthly_mail(site: Client) -> None:
    body = make_body()
    author = make_author(body)
    due = timezone.localdate() - timedelta(days=3)
    article = make_article(body, author=author, review_due_on=due)
    make_article(body, author=author, title="Zweiter", review_due_on=due)

    mail.outbox.clear()
    assert (mail_owners(at=timezone.now()), mail_owners(at=timezone.now())) == (1, 0)
    (letter,) = deliver_all()
    assert letter.to == [author.email]
    link = link_in(letter)
    assert "Kurzarbeitergeld beantragen" in words(site.get(link))
    site.post(f"{link}{article.pk}/bestaetigung/")
    article.refresh_from_db()
    assert article.review_due_on == timezone.localdate() + timedelta(days=180)
    assert "„Kurzarbeitergeld beantragen“ gilt weiter" in words(site.get(link))
    assert "Kurzarbeitergeld" not in words(site.get(link))


def test_what_nobody_has_looked_at_for_sixty_days_after_it_was_due_is_archived(in_kiel: RegionCard) -> None:
    today = timezone.localdate()
    old = make_article(review_due_on=today - timedelta(days=60))
    young = make_article(review_due_on=today - timedelta(days=59))
    over = make_article(valid_until=today - timedelta(days=1))
    archive_what_is_over(at=timezone.now())
    assert set(Article.objects.filter(archived_at__isnull=False)) == {old, over}
    assert list(Article.objects.public()) == [young]
