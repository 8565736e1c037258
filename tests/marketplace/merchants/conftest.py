from tests.billing.providers.stripe.conftest import fake as fake
