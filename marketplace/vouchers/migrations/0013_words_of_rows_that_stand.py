from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0012_words_written_by_the_database")]
    operations = [migrations.RunSQL("UPDATE vouchers_offer SET words = ''", migrations.RunSQL.noop)]
