from django.db import migrations, models

# What a region chose at sign-up is on. What it did not choose it never decided about, and nothing was ever closed for it.
DECISIONS = """
UPDATE branding_branding
SET modules = coalesce(
    (SELECT jsonb_object_agg(chosen.word, true) FROM jsonb_array_elements_text(modules) AS chosen (word)), '{}'
)
WHERE jsonb_typeof(modules) = 'array'
"""
CHOICES = """
UPDATE branding_branding
SET modules = coalesce((SELECT jsonb_agg(key) FROM jsonb_each(modules) WHERE value = 'true'), '[]')
WHERE jsonb_typeof(modules) = 'object'
"""


class Migration(migrations.Migration):
    dependencies = [("branding", "0003_reviewed_at")]

    operations = [
        migrations.RunSQL(
            DECISIONS,
            CHOICES,
            state_operations=[
                migrations.AlterField(
                    "branding", "modules", models.JSONField(blank=True, default=dict, verbose_name="Bereiche")
                )
            ],
        )
    ]
