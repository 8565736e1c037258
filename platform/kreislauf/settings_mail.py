"""What makes mailboxes believe our mail: signatures, and the name that other domains include in their SPF entries."""

from __future__ import annotations

from email.utils import parseaddr

from kreislauf import env
from kreislauf.mail.signature import NotAKey, rsa_key
from kreislauf.setting_problems import problem

# The platform's own mail is signed here, if its server does not do that.
DKIM_KEY = env.secret("DKIM_KEY")
DKIM_SELECTOR = env.text("DKIM_SELECTOR", None if DKIM_KEY else "")
if DKIM_KEY:
    try:
        rsa_key(DKIM_KEY)
    except NotAKey as reason:
        problem(f"DKIM_KEY: {reason}")

# Regions that send under their own address include this name in their SPF entry; its entry lists our mail servers.
_platform = env.text("PLATFORM_SENDER", f"no-reply@{env.text('PLATFORM_HOST', 'localhost')}")
SPF_HOST = env.text("KREISLAUF_SPF_HOST", parseaddr(_platform)[1].rpartition("@")[2]).lower()
MAIL_SENDER = "tenants.senders.outgoing.sender_of_region"
