from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_kept_archives_and_departures")]
    operations = [migrations.RenameModel("KeptArchive", "ArchiveFile")]
