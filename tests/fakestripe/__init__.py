"""A fake Stripe over HTTP, for tests: a small server on the loopback with its state in memory.

It speaks what we use of the API that stripe-python 16.1 pins (``2026-10-28.endive``): v2 core accounts, account links
and event destinations, Checkout Sessions, PaymentIntents, Charges with fees, Refunds, Disputes, Payouts, balance
transactions, webhook endpoints and events. Each connected account has books of its own. What it is asked is held
against the client's own ``stripe.params`` types: an unknown or wrong field is answered with 400 and noted.

::

    with FakeStripe() as stripe:
        settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = stripe.key, stripe.url
        settings.STRIPE_WEBHOOK_SECRETS = stripe.secrets
        acct = stripe.connect()                    # a business whose account may take cards; ``active=False``: not yet
        ...                                        # our code opens a Checkout Session on it
        session = stripe.sessions(acct)[-1]
        stripe.pay(session)                        # also: times=2, cents=…, currency="chf"; late=True, then arrive(…)
        charge = stripe.charges(session)[0]
        stripe.refund(charge, cents=500)           # somebody in the dashboard
        dispute = stripe.dispute(charge)           # then win(dispute) or lose(dispute)
        stripe.payout(acct)                        # all not paid out yet; then payout_arrives(…) or payout_fails(…)
        stripe.advance(hours=25)                   # its clock: idempotency keys are forgotten, pages expire
        stripe.onboard(acct)                       # the business gives all that Stripe wants to know
        stripe.restrict(acct, "identity.individual.verification.document", until=…)
        stripe.deauthorize(acct)                   # the business disconnects us: 403 from now on
        for headers, body in stripe.mail():        # what it has to tell, signed; shuffle=Random(1), doubled=True
            client.post("/zahlungen/ereignisse/stripe/", body, content_type="application/json", headers=headers)
        stripe.sends_to(url)                       # or it posts each event by itself, as it happens
        stripe.fail("POST", "/v1/refunds", "lost") # the next such request: done, and its answer is lost

Faults: ``down`` (no effect, no answer), ``lost`` (effect, no answer), ``429``, ``503`` (neither stored), ``500`` (no
effect, stored under the idempotency key), ``500 after`` (effect, stored), ``hang`` and ``hang after`` (no answer until
the client gives up). ``weather`` may be a function that picks one for each request.

The pages where buyers pay (``session["url"]``) and businesses register (account links) stand on its own origin, so that
a browser goes to a second one: „Bezahlen“, „Zweimal bezahlen“, „Später bezahlen“, „Ablehnen“, „Abbrechen“.
"""

from tests.fakestripe.fake import FakeStripe

__all__ = ["FakeStripe"]
