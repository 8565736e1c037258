from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("businesses", "0009_words_written_by_the_database")]
    operations = [migrations.RunSQL("UPDATE businesses_business SET words = ''", migrations.RunSQL.noop)]
