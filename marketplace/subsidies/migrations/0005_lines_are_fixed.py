from django.db import migrations

from kreislauf.append_only import fixed


class Migration(migrations.Migration):
    """No line says something else later, and each is settled once."""

    dependencies = [("subsidies", "0004_seen_before")]

    operations = [fixed({"subsidies_line": ("settlement_id", "")}, refuse="subsidies_fixed")]
