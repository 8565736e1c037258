from django.db import migrations, models


class Migration(migrations.Migration):
    """A business that owes something pays it back: that is no redemption."""

    dependencies = [("regionwide", "0004_seen_before")]

    operations = [migrations.AlterField("claim", "redemption_id", models.BigIntegerField(null=True))]
