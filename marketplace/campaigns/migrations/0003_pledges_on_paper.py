from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_matched_again")]
    operations = [
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                fields=["campaign"],
                include=["total_cents"],
                condition=Q(expired_at__isnull=True, cancelled_at__isnull=True, lapsed_at__isnull=True)
                & Q(kind="paper", promised_at__isnull=False, paid_at__isnull=True),
                name="pledge_on_paper",
            ),
        ),
    ]
