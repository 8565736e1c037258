"""Who takes payments, from the environment. Test and live keys decide which money an installation works with."""

from __future__ import annotations

from kreislauf import env
from kreislauf.setting_problems import problem

_PRODUCTION = env.text("KREISLAUF_ENV", "production") == "production"

# ---- Stripe: there with a key of the platform's account. Keys may stand in files that only this process reads.
STRIPE_SECRET_KEY = env.secret("STRIPE_SECRET_KEY")
if STRIPE_SECRET_KEY and not STRIPE_SECRET_KEY.startswith(("sk_test_", "rk_test_", "sk_live_", "rk_live_")):
    problem("STRIPE_SECRET_KEY begins with sk_test_, rk_test_, sk_live_ or rk_live_.")
# Comma-separated: one of each destination of events, and a second while one is changed. All of them count.
STRIPE_WEBHOOK_SECRETS = [word.strip() for word in env.secret("STRIPE_WEBHOOK_SECRETS").split(",") if word.strip()]
if STRIPE_SECRET_KEY and not STRIPE_WEBHOOK_SECRETS:
    problem("STRIPE_WEBHOOK_SECRETS is missing: without it no event of Stripe can be believed.")
STRIPE_API_BASE = env.text("STRIPE_API_BASE", "https://api.stripe.com")
# Where its hosted pages stand; a form of ours may lead there.
STRIPE_PAGES = env.words("STRIPE_PAGES", "https://checkout.stripe.com,https://connect.stripe.com")

# Whether real money moves: a live key says so. Without Stripe a production is real and everything else is not.
PAYMENTS_LIVE = "_live_" in STRIPE_SECRET_KEY[:8] if STRIPE_SECRET_KEY else _PRODUCTION

# ---- The ways to pay, in the order in which buyers are offered them. The sandbox takes no real money.
PAYMENT_PROVIDERS = {
    **({"stripe": "billing.providers.stripe.provider.Stripe"} if STRIPE_SECRET_KEY else {}),
    **({} if _PRODUCTION else {"sandbox": "billing.providers.sandbox.provider.Sandbox"}),
    "bank_transfer": "billing.providers.bank_transfer.provider.BankTransfer",
}
WEBHOOK_BASE = env.text("WEBHOOK_BASE", "")  # where the sandbox posts its events, e.g. http://127.0.0.1:8000
SANDBOX_SECRET = env.secret("SANDBOX_SECRET", env.secret("SECRET_KEY"))
SANDBOX_OPEN_SECONDS = env.number("SANDBOX_OPEN_SECONDS", 30 * 60)
SANDBOX_LATE_SECONDS = env.number("SANDBOX_LATE_SECONDS", 8)
SANDBOX_PAYOUT_SECONDS = env.number("SANDBOX_PAYOUT_SECONDS", 24 * 60 * 60)
