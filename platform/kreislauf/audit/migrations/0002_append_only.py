from django.db import migrations

from kreislauf.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [append_only("audit_entry", refuse="audit_refuse")]
