"""What a draft lacks, or would be stronger with, before it is handed in: one list for its writer and for staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kreislauf.money import format_euro_short
from kreislauf.slices import Text
from marketplace.campaigns.models import Campaign, Mode, Reward, RewardKind
from marketplace.campaigns.writing import rules
from marketplace.campaigns.writing.forms import MODES
from marketplace.campaigns.writing.words_of import forbidden_in

SHORT_STORY = 300  # characters: less than three short paragraphs
SHORT_OF_COSTS = 50  # percent of the costs that a goal covers at least, without a word about the rest
READ_IN = timedelta(days=3)  # that staff may take to release it
ACCOUNT = "merchants:business:accounts"


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    BLOCKING = "blocking"


class Check(NamedTuple):
    """One line. ``address`` is where it is settled."""

    level: Level
    title: Text
    sentence: Text
    address: str

    @property
    def is_ok(self) -> bool:
        return self.level == Level.OK

    @property
    def blocks(self) -> bool:
        return self.level == Level.BLOCKING


Said = Iterator[tuple[Level, Text, str]]  # how bad, the sentence, and the address


def missing(campaign: Campaign, today: date) -> list[Text]:
    """What keeps it from being handed in, as sentences."""
    return [one.sentence for one in checks(campaign, today) if one.blocks]


def checks(campaign: Campaign, today: date) -> list[Check]:
    """Every point at least once: what is well says so, too."""
    rewards = list(campaign.rewards.filter(withdrawn_at=None).select_related("offer"))
    day = _("Läuft bis zum %(day)s.") % {"day": date_format(campaign.ends_on, "j. F Y")}
    edit, more = partial(_field, campaign), reverse("campaigns:business:new_reward", args=[campaign.pk])
    mode, harmless = dict(MODES)[Mode(campaign.mode)], _("Nichts, was eine Kampagne nicht versprechen darf.")
    return [
        *_point(_("Ihre Geschichte"), _story(campaign), _("Steht da."), edit("text_md")),
        *_point(_("Bild"), _picture(campaign), _("Ist da und beschrieben."), edit("picture")),
        *_point(_("Ziel und Kosten"), _money(campaign), _goal_in_words(campaign), edit("goal")),
        *_point(_("Ende"), _end(campaign, today), day, edit("ends_on")),
        *_point(_("Gegenleistungen"), _rewards(campaign, rewards), _("Mit Preis, lieferbar nach dem Ende."), more),
        *_point(_("Zahlungen annehmen"), _account(campaign), _("Das Konto ist bereit."), reverse(ACCOUNT)),
        *_point(_("Wie es geht"), iter(()), mode, edit("mode_0")),
        *_point(_("Wörter"), _words(campaign), harmless, edit("text_md")),
    ]


def _point(title: str, said: Said, well: Text, here: str) -> Iterable[Check]:
    found = [Check(level, title, sentence, address) for level, sentence, address in said]
    return found or [Check(Level.OK, title, well, here)]


def _field(campaign: Campaign, name: str) -> str:
    return f"{reverse('campaigns:business:edit', args=[campaign.pk])}#id_{name}"


def _story(campaign: Campaign) -> Said:
    here = _field(campaign, "text_md")
    if not campaign.text_md:
        yield Level.BLOCKING, _("Erzählen Sie noch, was Sie vorhaben und warum. Drei Absätze genügen."), here
    elif len(campaign.text_md) < SHORT_STORY:
        yield Level.WARNING, _("Das ist kurz. Wer sind Sie, was haben Sie vor, warum jetzt?"), here


def _picture(campaign: Campaign) -> Said:
    if not campaign.picture:
        yield (
            Level.WARNING,
            _("Ohne Bild bleibt kaum jemand stehen. Am besten eins mit Menschen."),
            _field(campaign, "picture"),
        )
    elif not campaign.picture_alt:
        yield Level.BLOCKING, _("Bitte beschreiben Sie das Bild in wenigen Worten."), _field(campaign, "picture_alt")


def _money(campaign: Campaign) -> Said:
    if not campaign.costs:
        text = _("Wofür wird das Geld gebraucht? Bitte nennen Sie die Kosten, mindestens einen Posten.")
        yield Level.BLOCKING, text, _field(campaign, "cost_1")
        return
    here = _field(campaign, "goal")
    for doubt in rules.doubts_about_money(campaign):
        yield Level.WARNING, doubt, here
    if campaign.goal_cents * 100 < _needed(campaign) * SHORT_OF_COSTS:
        yield (
            Level.WARNING,
            _("Das Ziel deckt weniger als die Hälfte der Kosten. Sagen Sie, woher der Rest kommt."),
            here,
        )


def _needed(campaign: Campaign) -> int:
    return sum(one["cents"] for one in campaign.costs)


def _goal_in_words(campaign: Campaign) -> str:
    money = {"goal": format_euro_short(campaign.goal_cents), "costs": format_euro_short(_needed(campaign))}
    return _("%(goal)s bei Kosten von %(costs)s.") % money


def _end(campaign: Campaign, today: date) -> Said:
    here = _field(campaign, "ends_on")
    if not today + rules.SHORTEST <= campaign.ends_on <= today + rules.LONGEST:
        text = _("Eine Kampagne läuft mindestens sieben und höchstens 90 Tage. Bitte ändern Sie das Ende.")
        yield Level.BLOCKING, text, here
    elif campaign.ends_on < today + rules.SHORTEST + READ_IN:
        yield Level.WARNING, _("Das Ende ist nah, und die Freigabe braucht auch etwas Zeit."), here


def _rewards(campaign: Campaign, rewards: list[Reward]) -> Said:
    if not rewards:
        here = reverse("campaigns:business:new_reward", args=[campaign.pk])
        text = _("Keine. Mit einem Gutschein oder einem Dankeschön machen erfahrungsgemäß mehr Menschen mit.")
        yield Level.WARNING, text, here
    for reward in rewards:
        here = reverse("campaigns:business:reward", args=[campaign.pk, reward.pk])
        for sentence in rules.refused_of_reward(reward, campaign):
            yield Level.BLOCKING, sentence, here
        if reward.kind == RewardKind.THING and reward.total is None:
            text = _("„%(title)s“ hat keine Stückzahl. Wie viele können Sie liefern?")
            yield Level.WARNING, text % {"title": reward.title}, here


def _account(campaign: Campaign) -> Said:
    if not rules.takes_money(campaign):
        text = _("Ihr Betrieb kann noch keine Zahlungen annehmen. Richten Sie das unter „Zahlungen annehmen“ ein.")
        yield Level.BLOCKING, text, reverse(ACCOUNT)


def _words(campaign: Campaign) -> Said:
    """It may still be handed in: then a person looks at it in any case."""
    for found in forbidden_in(campaign):
        yield Level.WARNING, found.sentence, _field(campaign, "text_md")
