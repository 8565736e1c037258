from django.db import migrations

# A redemption, with everything that it writes down, in one round trip: PostgreSQL plans these statements once for each
# connection, not once for each tap. Nothing is returned where nothing was taken; redeem.py then asks why.
FORWARDS = """
CREATE FUNCTION vouchers_redeem(
  p_code text, p_business bigint, p_cents integer, p_today date, p_at timestamptz, p_actor text, p_key text,
  p_title text, p_memo text, p_accounts text[], p_detail jsonb,
  OUT redemption_id bigint, OUT voucher_id bigint, OUT left_cents integer
) LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  -- Two tills cannot spend the same cent: the row is locked, looked at again if another till was quicker, and nothing
  -- is taken where a condition does not hold any more.
  UPDATE vouchers_voucher AS voucher SET left_cents = voucher.left_cents - p_cents
    WHERE voucher.code = p_code AND voucher.business_id = p_business
      AND voucher.left_cents >= p_cents AND voucher.expires_on >= p_today
      AND voucher.blocked_at IS NULL AND voucher.refund_pending_at IS NULL AND voucher.refunded_at IS NULL
    RETURNING voucher.id, voucher.left_cents INTO vouchers_redeem.voucher_id, vouchers_redeem.left_cents;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  -- A tap that is booked already is refused by its unique key.
  INSERT INTO vouchers_redemption (voucher_id, amount_cents, redeemed_at, by, key, left_after_cents)
    VALUES (vouchers_redeem.voucher_id, p_cents, p_at, p_actor, p_key, vouchers_redeem.left_cents)
    RETURNING id INTO redemption_id;
  PERFORM ledger_post('redeem:' || redemption_id, p_at, p_memo, p_accounts, ARRAY[p_cents, -p_cents]::bigint[]);
  INSERT INTO audit_entry (at, actor, action, subject, subject_id, title, detail)
    VALUES (p_at, p_actor, 'voucher.redeemed', 'vouchers.Voucher', vouchers_redeem.voucher_id, p_title,
      p_detail || jsonb_build_object('left_cents', vouchers_redeem.left_cents));
END $$;
"""
BACKWARDS = """
DROP FUNCTION vouchers_redeem(
  text, bigint, integer, date, timestamptz, text, text, text, text, text[], jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("vouchers", "0003_charged_back_by_column"), ("ledger", "0003_post"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
