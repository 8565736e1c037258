"""What may be a region's own host at all."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from tenants.domains.hosts import HostRefused, check_not_confusing, own_host, zone_of


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("gutscheine.kreis-demo.de", "gutscheine.kreis-demo.de"),
        ("  Gutscheine.Kreis-Demo.DE. ", "gutscheine.kreis-demo.de"),
        ("https://gutscheine.kreis-demo.de/", "gutscheine.kreis-demo.de"),
        ("Köln-hilft.de", "xn--kln-hilft-07a.de"),
        ("xn--kln-hilft-07a.de", "xn--kln-hilft-07a.de"),
        ("straße.de", "xn--strae-oqa.de"),
        ("gutscheine。kreis-demo。de", "gutscheine.kreis-demo.de"),
        ("ｇutscheine.kreis-demo.de", "gutscheine.kreis-demo.de"),
        ("stadt.github.io", "stadt.github.io"),
    ],
)
def test_a_host_is_kept_in_one_spelling(typed: str, host: str) -> None:
    assert own_host(typed) == host


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "Bitte geben Sie eine Adresse an."),
        (".", "Bitte geben Sie eine Adresse an."),
        ("kiel", "Zu einer Adresse gehören mindestens zwei Teile"),
        ("192.0.2.7", "Das ist eine IP-Adresse."),
        ("１９２.0.2.7", "Das ist eine IP-Adresse."),
        ("[2001:db8::1]", "Bitte nur den Namen"),
        ("2001:db8::1", "Bitte nur den Namen"),
        ("127.1", "Diese Endung gibt es im Internet nicht."),
        ("0x7f.0.0.1", "Diese Endung gibt es im Internet nicht."),
        ("*.kreis-demo.de", "Ein Stern steht für viele Namen."),
        ("kreis-demo.de/pfad", "Bitte nur den Namen"),
        ("kreis-demo.de:8443", "Bitte nur den Namen"),
        ("ute@kreis-demo.de", "Bitte nur den Namen"),
        ("kreis demo.de", "Bitte nur den Namen"),
        ("kreis-demo.de\r\nX: y", "Bitte nur den Namen"),
        ("kreis_demo.de", "kein gültiger Name"),
        ("-kreis.de", "kein gültiger Name"),
        ("kreis..de", "kein gültiger Name"),
        ("kreis-demo.de..", "mindestens zwei Teile"),
        ("kreis\u200bdemo.de\u2024com", "kein gültiger Name|Endung"),
        ("xn--zzzzzz.de", "kein gültiger Name"),
        ("xn--kln-hilft-07A\u0301.de", "kein gültiger Name"),
        ("a" * 64 + ".de", "kein gültiger Name"),
        (".".join(["a" * 60] * 4) + ".de", "zu lang"),
        ("de", "Zu einer Adresse gehören mindestens zwei Teile"),
        ("co.uk", "Das ist eine Endung"),
        ("github.io", "Das ist eine Endung"),
        ("gutscheine.local", "Diese Endung gibt es im Internet nicht."),
        ("gutscheine.internal", "Diese Endung gibt es im Internet nicht."),
        ("db.localhost", "gehört zur Plattform|Endung"),
        ("kіel-hilft.de", "Bitte nur lateinische Buchstaben"),  # a Cyrillic і
        ("κiel.de", "Bitte nur lateinische Buchstaben"),
        ("xn--kel-hilft-1zh.de", "lateinische|kein gültiger"),
    ],
)
def test_what_is_nobodys_own_host_is_refused_with_a_reason(typed: str, reason: str) -> None:
    with pytest.raises(HostRefused, match=reason):
        own_host(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "kreislauf-demo.de",
        "KREISLAUF-DEMO.de.",
        "kiel.kreislauf-demo.de",
        "a.b.kreislauf-demo.de",
        "leitstand-demo.de",
        "x.in.edge-demo.net",
        "edge-demo.net",
    ],
)
def test_the_platforms_own_names_are_nobodys(settings: Settings, typed: str) -> None:
    settings.PLATFORM_HOST, settings.OPERATOR_HOST = "kreislauf-demo.de", "leitstand-demo.de"
    settings.EDGE_HOST = "in.edge-demo.net"

    with pytest.raises(HostRefused, match="gehört zur Plattform"):
        own_host(typed)


@pytest.mark.parametrize(
    ("host", "other"),
    [("kıel-hilft.de", "kiel-hilft.de"), ("kiél-hilft.de", "kiel-hilft.de"), ("dortmuñd.de", "dortmund.de")],
)
def test_what_the_eye_takes_for_anothers_host_is_refused(host: str, other: str) -> None:
    with pytest.raises(HostRefused, match="kaum von"):
        check_not_confusing(own_host(host), [other])


def test_munster_and_muenster_are_two_towns() -> None:
    check_not_confusing(own_host("münster-hilft.de"), ["munster-hilft.de"])
    check_not_confusing(own_host("munster-hilft.de"), [own_host("münster-hilft.de")])


def test_the_registered_domain_of_a_host() -> None:
    assert [zone_of(host) for host in ("gutscheine.kreis-demo.de", "kreis-demo.de", "a.b.stadt.github.io")] == [
        "kreis-demo.de",
        "kreis-demo.de",
        "stadt.github.io",
    ]
