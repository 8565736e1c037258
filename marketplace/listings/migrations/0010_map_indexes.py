from django.db import migrations, models
from django.db.models import Q

OF_PUBLIC = Q(approved_at__isnull=False, closed_at__isnull=True, hidden_at__isnull=True)


class Migration(migrations.Migration):
    dependencies = [("businesses", "0018_spellings_of_rows_that_stand"), ("listings", "0005_released")]
    operations = [
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["longitude"],
                include=["latitude", "business", "kind"],
                condition=OF_PUBLIC & Q(business__isnull=False),
                name="listing_on_map",
            ),
        ),
        migrations.AddIndex(
            "listing",
            models.Index(
                fields=["kind", "postcode"], condition=OF_PUBLIC & Q(business__isnull=True), name="listing_of_person"
            ),
        ),
    ]
