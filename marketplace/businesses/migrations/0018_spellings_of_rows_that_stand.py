from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("businesses", "0017_words_in_every_spelling")]
    operations = [migrations.RunSQL("UPDATE businesses_business SET words = ''", migrations.RunSQL.noop)]
