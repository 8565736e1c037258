"""What the platform charges: plans, regions' subscriptions, invoices. All in the public schema, regions by their id."""

from __future__ import annotations

from billing.subscriptions.models.buyer import Buyer as Buyer
from billing.subscriptions.models.card_page import CardPage as CardPage
from billing.subscriptions.models.card_page import CardPageState as CardPageState
from billing.subscriptions.models.invoice import Balance as Balance
from billing.subscriptions.models.invoice import Invoice as Invoice
from billing.subscriptions.models.invoice import InvoiceFile as InvoiceFile
from billing.subscriptions.models.invoice import InvoiceKind as InvoiceKind
from billing.subscriptions.models.invoice import Series as Series
from billing.subscriptions.models.payment import Payment as Payment
from billing.subscriptions.models.payment import Reminder as Reminder
from billing.subscriptions.models.payment import Way as Way
from billing.subscriptions.models.plan import Plan as Plan
from billing.subscriptions.models.plan import PlanVersion as PlanVersion
from billing.subscriptions.models.plan import Tier as Tier
from billing.subscriptions.models.seller import Seller as Seller
from billing.subscriptions.models.subscription import Period as Period
from billing.subscriptions.models.subscription import Subscription as Subscription
from billing.subscriptions.models.subscription import Term as Term
