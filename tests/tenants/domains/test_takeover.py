"""Every way we could think of to get at a host that is, or was, somebody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kreislauf.regions import RegionCard
from tenants.domains import domain_check
from tenants.domains.close import close
from tenants.domains.hosts import HostRefused
from tenants.domains.models import OwnHost, Proof
from tenants.domains.serve import choose
from tenants.domains.tasks import sweep_hosts
from tenants.models import Domain, Region, Status
from tenants.regions import lookup
from tests.make import NOON
from tests.tenants.domains.conftest import EDGE, forget_hosts
from tests.tenants.domains.fake_dns import FakeDns
from tests.tenants.domains.hosts import HOST, claimed, looked, proved, put_txt

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=400)


@pytest.fixture
def retired(kiel: RegionCard, dns: FakeDns) -> OwnHost:
    """Kiel had it as its main address and gave it up; everything still stands in the DNS, TXT and CNAME."""
    own = proved(kiel, dns)
    del dns.zone["A", HOST]
    dns.zone["CNAME", HOST] = [f"{own.cname_target}."]
    dns.zone["A", own.cname_target] = [EDGE]
    looked(own)
    choose(own, by="Ute", at=NOON)
    close(own, by="Ute", at=NOON)
    forget()
    return OwnHost.objects.get(pk=own.pk)


def forget() -> None:
    lookup.forget_cards()
    forget_hosts()


def owner() -> str:
    """The region that the host leads to, by every door there is."""
    forget()
    answer = Client(HTTP_HOST=HOST).get("/impressum/")
    served = answer.wsgi_request.region.label if answer.status_code == 200 else ""
    assert domain_check.may_have_certificate(HOST) is bool(served)
    assert Domain.objects.filter(domain__iexact=HOST).exists() is bool(served)
    return served


def test_a_retired_host_is_nobodys(retired: OwnHost) -> None:
    assert owner() == ""


def test_the_old_proof_is_void_for_everybody(retired: OwnHost, kiel: RegionCard, dortmund: RegionCard) -> None:
    for region in (dortmund, kiel):
        own = looked(claimed(region, at=LATER), at=LATER)
        assert (own.proof, own.is_proved) == (Proof.OLD, False)
        assert own.token != retired.token

    assert owner() == ""


def test_a_new_proof_gives_it_to_whom_the_dns_names_now(
    retired: OwnHost, kiel: RegionCard, dortmund: RegionCard, dns: FakeDns
) -> None:
    mine, theirs = claimed(kiel, at=LATER), claimed(dortmund, at=LATER)
    put_txt(dns, theirs)

    assert not looked(mine, at=LATER).is_proved
    assert looked(theirs, at=LATER).is_proved

    assert owner() == "dortmund"


def test_a_served_host_is_not_claimed_by_another(kiel: RegionCard, dortmund: RegionCard, dns: FakeDns) -> None:
    proved(kiel, dns)

    for spelling in (HOST, HOST.upper(), f"{HOST}.", f"https://{HOST}/", HOST.replace(".", "。")):
        with pytest.raises(HostRefused, match="schon eine andere Region"):
            claimed(dortmund, spelling)

    assert owner() == "kiel"


def test_who_asked_before_and_proves_after_comes_too_late(kiel: RegionCard, dortmund: RegionCard, dns: FakeDns) -> None:
    early = claimed(dortmund)
    own = proved(kiel, dns)
    dns.zone["TXT", own.txt_name].append(f'"{early.txt_value}"')

    early = looked(early)

    assert (early.proof, early.is_proved) == (Proof.TAKEN, False)
    assert owner() == "kiel"


def test_asking_first_blocks_nobody(kiel: RegionCard, dortmund: RegionCard, dns: FakeDns) -> None:
    claimed(dortmund)

    proved(kiel, dns)

    assert owner() == "kiel"


def test_anothers_token_proves_nothing(kiel: RegionCard, dortmund: RegionCard, dns: FakeDns) -> None:
    """The value in the DNS is public: everybody can read it, nobody can use it."""
    own, thief = claimed(kiel), claimed(dortmund)
    put_txt(dns, own)

    assert not looked(thief).is_proved
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnHost.objects.filter(pk=thief.pk).update(token=own.token)


def test_a_proof_for_one_host_is_none_for_another(kiel: RegionCard, dns: FakeDns) -> None:
    own, other = claimed(kiel), claimed(kiel, "kreis-demo.de")
    dns.zone["TXT", other.txt_name] = [f'"{own.txt_value}"']
    dns.zone["CNAME", other.host] = [f"{own.cname_target}."]

    assert not looked(other).is_proved


@pytest.mark.parametrize("target", ["kiel.localhost.", "localhost.", "nachweis.localhost.", "dortmund.localhost."])
def test_a_dangling_cname_to_us_proves_nothing_for_anybody(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns, target: str
) -> None:
    dns.zone["CNAME", HOST] = [target]
    dns.zone["A", target.rstrip(".")] = [EDGE]

    for region in (kiel, dortmund):
        assert not looked(claimed(region)).is_proved
    assert owner() == ""


def test_a_cname_left_to_a_token_that_is_void_proves_nothing(retired: OwnHost, dortmund: RegionCard) -> None:
    own = looked(claimed(dortmund, at=LATER), at=LATER)

    assert (own.proof, own.pointing, own.is_proved) == (Proof.OLD, "here", False)


@pytest.mark.parametrize(
    "host",
    ["gone.localhost", "kiel.localhost", "KIEL.LOCALHOST.", "x.kiel.localhost", "localhost", "leitstand.localhost"],
)
def test_subdomains_of_the_platform_are_claimed_by_nobody(dortmund: RegionCard, dns: FakeDns, host: str) -> None:
    with pytest.raises(HostRefused):
        claimed(dortmund, host)


@pytest.mark.parametrize("host", ["gutscheıne.kreis-demo.de", "gutscheiné.kreis-demo.de", "gutscheinе.kreis-demo.de"])
def test_what_looks_like_a_neighbours_host_is_refused(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns, host: str
) -> None:
    proved(kiel, dns)

    with pytest.raises(HostRefused):
        claimed(dortmund, host)


def test_a_region_that_is_gone_leaves_hosts_that_are_nobodys(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns
) -> None:
    own = proved(kiel, dns)
    choose(own, by="Ute", at=NOON)
    Region.objects.filter(pk=kiel.id).update(status=Status.GONE)
    forget()
    for host in (HOST, "kiel.localhost"):
        assert Client(HTTP_HOST=host).get("/impressum/").status_code == 404
        assert not domain_check.may_have_certificate(host)

    sweep_hosts()
    thief = looked(claimed(dortmund, at=LATER), at=LATER)

    assert (thief.proof, thief.is_proved) == (Proof.OLD, False)
    Region.objects.filter(pk=kiel.id).update(status=Status.LIVE)


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_X_FORWARDED_HOST": "kiel.localhost"},
        {"HTTP_X_ORIGINAL_HOST": "kiel.localhost"},
        {"HTTP_FORWARDED": "host=kiel.localhost"},
        {"SERVER_NAME": "kiel.localhost"},
    ],
)
def test_a_header_does_not_bring_a_retired_host_back(retired: OwnHost, headers: dict[str, str]) -> None:
    assert Client(HTTP_HOST=HOST, **headers).get("/impressum/").status_code == 404  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "host",
    [f"{HOST}, kiel.localhost", f"kiel.localhost@{HOST}", f"{HOST}:80@kiel.localhost", f"kiel.localhost {HOST}"],
)
def test_two_hosts_in_one_header_are_none(retired: OwnHost, host: str) -> None:
    assert Client(HTTP_HOST=host).get("/impressum/").status_code in (400, 404)


def test_the_database_holds_one_region_to_a_host_whatever_the_code_does(
    kiel: RegionCard, dortmund: RegionCard, dns: FakeDns
) -> None:
    proved(kiel, dns)
    theirs = claimed(dortmund, "anders.kreis-demo.de")

    with pytest.raises(IntegrityError), transaction.atomic():
        Domain.objects.create(tenant_id=dortmund.id, domain=HOST.upper())
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnHost.objects.filter(pk=theirs.pk).update(host=HOST, proved_at=NOON)
