from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tenants", "0002_region_parent_and_set_aside")]
    operations = [
        migrations.RenameField("region", "set_aside_for", "quarantined_for"),
        migrations.RenameField("region", "set_aside_at", "quarantined_at"),
        migrations.RenameField("region", "set_aside_because", "quarantined_because"),
    ]
