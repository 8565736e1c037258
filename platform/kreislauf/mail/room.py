"""What the outbox declares: the page "Post"."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kreislauf.mail.example import example
from kreislauf.mail.models import OutgoingMail
from kreislauf.measured import Waiting
from kreislauf.menus import Link, MenuGroup
from kreislauf.permissions import Audience
from kreislauf.slices import Room

ROOM = Room(
    app="kreislauf.mail",
    urls="kreislauf.mail.urls",
    office_menu=(Link(_("Post"), "mail:office:list", "mail", Audience.EDITOR, group=MenuGroup.RECORDS),),
    log_words={"mail.sent_again": _("E-Mail noch einmal geschickt")},
    log_links={"mail.OutgoingMail": "mail:office:list"},
    log_kinds={"mail.": _("Post")},
    waiting={"mail_waiting": Waiting(OutgoingMail.objects.due, "next_try_at")},
    left_out={
        "mail_outgoingmail": "Post, die unterwegs ist oder war; hier wird sie noch verschickt, und nur hier",
    },
    example=example,
)
