from django.db import migrations

from kreislauf.append_only import append_only, fixed

# The balance of an invoice is counted where its documents and payments are written, in their own transaction: the
# UPDATE locks the row, so that two credit notes at once cannot credit more than was invoiced.
COUNT = """
CREATE FUNCTION subscriptions_count() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  IF TG_TABLE_NAME = 'subscriptions_payment' THEN
    UPDATE subscriptions_balance SET paid_cents = paid_cents + NEW.amount_cents WHERE invoice_id = NEW.invoice_id;
  ELSIF NEW.kind = 'invoice' THEN
    INSERT INTO subscriptions_balance (invoice_id, gross_cents, credited_cents, paid_cents)
      VALUES (NEW.id, NEW.gross_cents, 0, 0);
  ELSE
    UPDATE subscriptions_balance SET credited_cents = credited_cents + NEW.gross_cents
      WHERE invoice_id = NEW.corrects_id;
  END IF;
  RETURN NULL;
END $$;
"""
COUNT_DOCUMENTS = """
CREATE TRIGGER subscriptions_invoice_counted AFTER INSERT ON subscriptions_invoice
  FOR EACH ROW EXECUTE FUNCTION subscriptions_count();
"""
COUNT_PAYMENTS = """
CREATE TRIGGER subscriptions_payment_counted AFTER INSERT ON subscriptions_payment
  FOR EACH ROW EXECUTE FUNCTION subscriptions_count();
"""
UNDONE = (
    "DROP TRIGGER subscriptions_invoice_counted ON subscriptions_invoice;",
    "DROP TRIGGER subscriptions_payment_counted ON subscriptions_payment;",
    "DROP FUNCTION subscriptions_count();",
)


class Migration(migrations.Migration):
    dependencies = [("subscriptions", "0001_initial")]
    operations = [
        migrations.RunSQL((COUNT, COUNT_DOCUMENTS, COUNT_PAYMENTS), UNDONE),
        fixed({"subscriptions_invoice": ("cancelled_at,mailed_at", "")}, refuse="subscriptions_fixed"),
        append_only(
            "subscriptions_invoicefile",
            "subscriptions_payment",
            "subscriptions_reminder",
            "subscriptions_planversion",
            "subscriptions_tier",
            "subscriptions_term",
            "subscriptions_period",
            refuse="subscriptions_refuse",
        ),
    ]
