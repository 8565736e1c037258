from pathlib import Path

import pytest
from django.core.mail import EmailMultiAlternatives
from django.http import Http404
from django.test import RequestFactory
from pytest_django import Settings

from kreislauf.demo import mailbox_views as views
from kreislauf.demo.mailbox import EmailBackend, NoSuchMessage, envelopes, open_message

ask = RequestFactory()


@pytest.fixture(autouse=True)
def demo(settings: Settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.kreislauf.mailbox_urls"
    return tmp_path / "mailbox"


def deliver(to: str = "ute@example.org", subject: str = "Ihr Gutschein", html: str = "<p>Moin</p>") -> str:
    """Send one mail with an attachment and return its name in the mailbox."""
    message = EmailMultiAlternatives(
        subject, "Moin <Ute>\nhttps://kiel.example.org/g/1", "Kiel hilft Kiel <no-reply@example.org>", [to]
    )
    message.extra_headers["X-Kreislauf-Region"] = "r_kiel"
    message.attach_alternative(html, "text/html")
    message.attach("gutschein.pdf", b"%PDF-x", "application/pdf")
    EmailBackend().send_messages([message])
    return next(envelopes()).name


def test_each_mail_is_one_whole_file(demo: Path) -> None:
    deliver()
    deliver()

    assert len(list(demo.iterdir())) == 2
    assert {path.suffix for path in demo.iterdir()} == {".eml"}


def test_the_list_is_newest_first_and_searched_by_recipient() -> None:
    for number, to in enumerate(["ute@example.org", "jan@example.org", "UTE@example.net"]):
        deliver(to=to, subject=f"Nummer {number}")

    assert [(e.subject, e.to, e.region, e.sender) for e in envelopes()] == [
        (f"Nummer {number}", to, "r_kiel", "Kiel hilft Kiel <no-reply@example.org>")
        for number, to in [(2, "UTE@example.net"), (1, "jan@example.org"), (0, "ute@example.org")]
    ]
    assert [e.subject for e in envelopes(to=" ute@ ")] == ["Nummer 2", "Nummer 0"]


def test_an_empty_or_missing_folder_is_an_empty_mailbox(demo: Path) -> None:
    assert list(envelopes()) == []
    demo.mkdir()
    (demo / "broken.eml").write_bytes(b"\xff\xfe")
    assert list(envelopes()) == []


@pytest.mark.parametrize(
    "name", ["", "..", "../settings", "20261121T120000000000-0000000g", "20261121T120000000000-00000000"]
)
def test_only_the_mailboxs_own_files_can_be_opened(name: str) -> None:
    with pytest.raises(NoSuchMessage):
        open_message(name)
    with pytest.raises(Http404):
        views.mail_html(ask.get("/"), name=name)


def test_the_html_part_is_shown_alone_under_a_policy_of_its_own() -> None:
    name = deliver(
        html="<html><head><title>x</title></head><body><script>alert(1)</script><a href='/x'>x</a></body></html>"
    )

    response = views.mail_html(ask.get("/"), name=name)

    assert response.content.decode().startswith('<html><head><base target="_top"><title>')
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "style-src": "'unsafe-inline'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'self'",
        "sandbox": "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation",
    }
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_the_pages_show_the_mails_and_escape_them() -> None:
    name = deliver(subject="<b>Gutschein</b>")

    listed = views.mailbox(ask.get("/", {"an": "ute"})).content.decode()
    styled = views.mail(ask.get("/"), name=name).content.decode()
    plain = views.mail(ask.get("/", {"ansicht": "text"}), name=name).content.decode()

    assert "&lt;b&gt;Gutschein&lt;/b&gt;" in listed
    assert "<b>Gutschein" not in listed + styled + plain
    assert f'src="/postfach/{name}/html/"' in styled
    assert "Moin &lt;Ute&gt;" in plain
    assert '<a href="https://kiel.example.org/g/1"' in plain


def test_an_empty_mailbox_says_what_to_do() -> None:
    empty = views.mailbox(ask.get("/")).content.decode()
    deliver()
    nothing_found = views.mailbox(ask.get("/", {"an": "jan"})).content.decode()

    assert "Noch keine E-Mail" in empty
    assert "Keine E-Mail an diese Adresse" in nothing_found


def test_attachments_are_handed_over_as_files() -> None:
    name = deliver()

    response = views.attachment(ask.get("/"), name=name, number=0)

    assert (response.content, response["Content-Type"]) == (b"%PDF-x", "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="gutschein.pdf"'
    with pytest.raises(Http404):
        views.attachment(ask.get("/"), name=name, number=1)


def test_nobody_reads_mails_outside_the_demo(settings: Settings) -> None:
    name = deliver()
    settings.DEMO = False

    for view, path in [(views.mailbox, {}), (views.mail, {"name": name}), (views.mail_html, {"name": name})]:
        with pytest.raises(Http404):
            view(ask.get("/"), **path)
    with pytest.raises(Http404):
        views.attachment(ask.get("/"), name=name, number=0)
