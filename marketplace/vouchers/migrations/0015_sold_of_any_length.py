import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0014_lists_of_any_length")]
    operations = [
        migrations.AlterField(
            model_name="order",
            name="created_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="redemption",
            name="redeemed_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="voucher",
            name="business",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="vouchers",
                to="businesses.business",
            ),
        ),
        migrations.AlterField(
            model_name="voucher",
            name="issued_at",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(fields=["-created_at", "-id"], name="order_newest"),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(
                    ("cancelled_at__isnull", True), ("expired_at__isnull", True), ("fulfilled_at__isnull", True)
                ),
                fields=["-created_at", "-id"],
                name="order_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(("expired_at__isnull", False), ("cancelled_at__isnull", False), _connector="OR"),
                fields=["-created_at", "-id"],
                name="order_ended",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("email"), name="gin_trgm_ops"
                ),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("buyer_name"), name="gin_trgm_ops"
                ),
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper("title"), name="gin_trgm_ops"
                ),
                name="order_words",
            ),
        ),
        migrations.AddIndex(
            model_name="redemption",
            index=models.Index(fields=["redeemed_at"], include=("amount_cents", "voucher"), name="redemption_moment"),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(fields=["-issued_at", "-id"], include=("value_cents",), name="voucher_newest"),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(
                fields=["business", "-issued_at", "-id"], include=("value_cents",), name="voucher_of_business"
            ),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(
                condition=models.Q(("blocked_at__isnull", False)), fields=["-issued_at", "-id"], name="voucher_blocked"
            ),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(
                condition=models.Q(
                    ("refunded_at__isnull", False), ("refund_pending_at__isnull", False), _connector="OR"
                ),
                fields=["-issued_at", "-id"],
                name="voucher_refunded",
            ),
        ),
        migrations.AddIndex(
            model_name="voucher",
            index=models.Index(
                django.db.models.functions.text.Right("code", 4),
                models.OrderBy(models.F("issued_at"), descending=True),
                name="voucher_code_end",
            ),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(
                condition=models.Q(fulfilled_at__isnull=False, mailed_at__isnull=True),
                fields=["-created_at", "-id"],
                name="order_without_mail",
            ),
        ),
    ]
