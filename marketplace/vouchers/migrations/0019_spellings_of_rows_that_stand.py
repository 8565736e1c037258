from django.db import migrations


class Migration(migrations.Migration):
    # A business whose words change has its offers written anew, too: those of offers that stand come afterwards.
    dependencies = [
        ("vouchers", "0018_words_in_every_spelling"),
        ("businesses", "0018_spellings_of_rows_that_stand"),
    ]
    operations = [migrations.RunSQL("UPDATE vouchers_offer SET words = ''", migrations.RunSQL.noop)]
