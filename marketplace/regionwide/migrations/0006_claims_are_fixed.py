from django.db import migrations

from kreislauf.append_only import fixed


class Migration(migrations.Migration):
    """No claim says something else later, and each is settled once."""

    dependencies = [("regionwide", "0005_claim_of_a_repayment")]

    operations = [fixed({"regionwide_claim": ("settlement_id", "")}, refuse="regionwide_fixed")]
