"""The hub of Kiel, put together."""

from __future__ import annotations

from marketplace.demo.hub.kiel.advice import ADVICE
from marketplace.demo.hub.kiel.advisers import ADVISERS, TOPICS
from marketplace.demo.hub.kiel.bodies import BODIES, SERVICES, SUPPORTERS
from marketplace.demo.hub.kiel.easy import EASY
from marketplace.demo.hub.kiel.guides import GUIDES, QUESTIONS
from marketplace.demo.hub.kiel.languages import ENGLISH, TURKISH, UKRAINIAN
from marketplace.demo.hub.kiel.meetings import HOURS, MEETINGS
from marketplace.demo.hub.kiel.news import NEWS, PROGRAMMES, PROJECTS
from marketplace.demo.hub.shape import DemoHub

KIEL_HUB = DemoHub(
    bodies=BODIES,
    supporters=SUPPORTERS,
    topics=TOPICS,
    advisers=ADVISERS,
    articles=(*ADVICE, *GUIDES, *QUESTIONS, *NEWS, *PROGRAMMES, *PROJECTS),
    texts=(*EASY, *ENGLISH, *UKRAINIAN, *TURKISH),
    meetings=MEETINGS,
    hours=HOURS,
    services=SERVICES,
)
