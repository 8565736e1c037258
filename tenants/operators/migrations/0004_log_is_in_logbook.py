from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("operators", "0003_region_states"), ("logbook", "0001_log_entry")]
    operations = [migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Deed")])]
