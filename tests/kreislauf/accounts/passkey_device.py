"""A device with passkeys, made of the keys that its tests give it: what a browser would send, with nothing left out."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData


@dataclass
class Device:
    origin: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = b"a credential of a made-up device"
    flags: int = 0x05  # somebody is there, and was recognised
    count: int = 0
    handle: str = ""

    def add_to(self, client: Client, *, name: str = "Mein Telefon") -> Any:
        """Answer the question of the page that adds a passkey."""
        asked = client.post("/konto/passkeys/frage/").json()["publicKey"]
        return _post(client, "/konto/passkeys/", {"answer": self.made(asked), "name": name})

    def sign_in(self, client: Client, *, next_path: str = "") -> Any:
        asked = client.post("/anmelden/passkey/frage/").json()["publicKey"]
        return _post(client, "/anmelden/passkey/", {"answer": self.signed(asked), "next": next_path})

    def made(self, asked: dict[str, Any]) -> dict[str, Any]:
        self.handle = asked["user"]["id"]
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.credential_id, public)
        data = AuthenticatorData.create(_digest(asked["rp"]["id"]), self.flags | 0x40, self.count, credential)
        made = AttestationObject.create("none", data, {})
        return self._answer({"attestationObject": made}, "webauthn.create", asked)

    def signed(self, asked: dict[str, Any]) -> dict[str, Any]:
        data = AuthenticatorData.create(_digest(asked["rpId"]), self.flags, self.count)
        client_data = self._client_data("webauthn.get", asked)
        signature = self.key.sign(data + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        handle = websafe_decode(self.handle) if self.handle else b""
        return self._answer(
            {"authenticatorData": data, "signature": signature, "userHandle": handle}, "webauthn.get", asked
        )

    def _answer(self, response: dict[str, bytes], kind: str, asked: dict[str, Any]) -> dict[str, Any]:
        said = {name: websafe_encode(value) for name, value in response.items() if value}
        said["clientDataJSON"] = websafe_encode(self._client_data(kind, asked))
        own = websafe_encode(self.credential_id)
        return {"id": own, "rawId": own, "type": "public-key", "response": said, "clientExtensionResults": {}}

    def _client_data(self, kind: str, asked: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": asked["challenge"], "origin": self.origin}).encode()


def _digest(host: str) -> bytes:
    return hashlib.sha256(host.encode()).digest()


def _post(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")
