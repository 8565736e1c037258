"""The web server's way in."""

import logging
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.settings")
application = get_wsgi_application()


def _look_at_the_pool() -> None:
    """Rather no page than one from a neighbour's rows. A database that is away is `/-/ready`'s to tell."""
    from psycopg import OperationalError

    from tenants.engine.selftest import refuse_transaction_pooling

    try:
        refuse_transaction_pooling()
    except OperationalError:
        logging.getLogger("kreislauf").warning("The database does not answer yet; its pool was not looked at.")


_look_at_the_pool()
