from tests.marketplace.listings.conftest import gifts as gifts
