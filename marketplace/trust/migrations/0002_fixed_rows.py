from django.db import migrations

from kreislauf.append_only import fixed

# What is not known yet is filled in once; what is personal is emptied in time (marketplace.trust.forget).
TABLES = {
    "trust_notice": ("decision_id", "title,words,why,name,email"),
    "trust_decision": ("statement_at", "title,ground_text,facts"),
    "trust_appeal": ("escalated_at,ruled_at,is_upheld,reason,ruled_by", "text,reason"),
}


class Migration(migrations.Migration):
    dependencies = [("trust", "0001_initial")]
    operations = [fixed(TABLES, refuse="trust_refuse")]
