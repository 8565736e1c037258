from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("branding", "0002_logo_is_a_stored_picture")]
    operations = [migrations.RenameField("branding", "looked_after_at", "reviewed_at")]
