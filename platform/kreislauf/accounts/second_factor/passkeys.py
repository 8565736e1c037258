"""Passkeys (WebAuthn): add one, sign in with one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from kreislauf.accounts.realm import Person, current_realm, log_account
from kreislauf.accounts.second_factor.challenge import (
    BadPasskey,
    host_of,
    nonsense_refused,
    remember_challenge,
    server_of,
    take_challenge,
)
from kreislauf.regions import current_schema

PREFERRED, REQUIRED = UserVerificationRequirement.PREFERRED, UserVerificationRequirement.REQUIRED


def ask_to_add(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What the browser needs to make a key for this person and this host."""
    user = PublicKeyCredentialUserEntity(id=_handle(person), name=person.email, display_name=str(person))
    options, state = server_of(request).register_begin(
        user,
        [_stored(one) for one in person.passkeys.filter(host=host_of(request))],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=PREFERRED,
    )
    return remember_challenge(request, "add", options, state)


@transaction.atomic
def add_passkey(request: HttpRequest, person: Person, answer: Any, *, name: str, at: datetime) -> None:
    """Store the public key that the browser made. Refuses with ``BadPasskey``."""
    state = take_challenge(request, "add")
    with nonsense_refused():
        made = server_of(request).register_complete(state, answer)
        credential = made.credential_data
        if credential is None:
            raise ValueError
        credential_id = websafe_encode(credential.credential_id)
    try:
        with transaction.atomic():
            person.passkeys.create(
                credential_id=credential_id,
                credential=bytes(credential),
                sign_count=made.counter,
                host=host_of(request),
                name=name,
                added_at=at,
            )
    except IntegrityError as problem:
        raise BadPasskey from problem
    log_account("user.second_factor_added", person, by=person, at=at, factor="passkey")


def ask_to_use(request: HttpRequest, person: Person | None) -> dict[str, Any]:
    """What the browser needs to sign with one of the person's keys or, for nobody, with any that it has for this host.

    Without a password before it, the device has to check who holds it (finger, face, PIN).
    """
    keys = [_stored(one) for one in person.passkeys.filter(host=host_of(request))] if person is not None else None
    options, state = server_of(request).authenticate_begin(keys, user_verification=PREFERRED if person else REQUIRED)
    return remember_challenge(request, _purpose(person), options, state)


def use_passkey(request: HttpRequest, person: Person | None, answer: Any, *, at: datetime) -> Person:
    """Whose key has signed. Refuses with ``BadPasskey``."""
    state = take_challenge(request, _purpose(person))
    with nonsense_refused():
        given = AuthenticationResponse.from_dict(answer)
        credential_id, handle = websafe_encode(given.raw_id), given.response.user_handle
        count = given.response.authenticator_data.counter
    passkey = _find(credential_id, person, host_of(request))
    with nonsense_refused():
        server_of(request).authenticate_complete(state, [_stored(passkey)], given)
    if handle and handle != _handle(passkey.person):
        raise BadPasskey
    _count_up(passkey, count, at=at)
    return passkey.person


def _find(credential_id: str, person: Person | None, host: str) -> Any:
    keys = current_realm().passkeys.objects.select_related("person").filter(host=host, person__is_active=True)
    found = keys.filter(credential_id=credential_id).first()
    if found is None or (person is not None and found.person_id != person.pk):
        raise BadPasskey
    return found


def _count_up(passkey: Any, count: int, *, at: datetime) -> None:
    """A counter that stands still or goes back belongs to a copy of the key; most passkeys do not count at all."""
    fresh = Q(sign_count__lt=count) | Q(sign_count=0) if count else Q(sign_count=0)
    keys = type(passkey).objects.filter(fresh, pk=passkey.pk)
    if not keys.update(sign_count=count, last_used_at=at):
        raise BadPasskey


def _purpose(person: Person | None) -> str:
    return f"use {person.pk}" if person is not None else "sign in"


def _stored(passkey: Any) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(passkey.credential))


def _handle(person: Person) -> bytes:
    """Names the account to the device without saying who it is; worth nothing in another region."""
    return salted_hmac("kreislauf.accounts.passkey", f"{current_schema()} {person.pk}", algorithm="sha256").digest()
