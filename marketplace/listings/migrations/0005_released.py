from django.db import migrations

# What was approved before the column stood there was released then, as far as anybody knows.
FORWARDS = "UPDATE listings_listing SET released_at = approved_at WHERE approved_at IS NOT NULL AND released_at IS NULL"


class Migration(migrations.Migration):
    dependencies = [("listings", "0004_released_at")]
    operations = [migrations.RunSQL(FORWARDS, migrations.RunSQL.noop)]
