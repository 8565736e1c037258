from django.db import migrations

from kreislauf.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("operators", "0001_initial")]
    operations = [append_only("operators_deed", refuse="operators_refuse")]
