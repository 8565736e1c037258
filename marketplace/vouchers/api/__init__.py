"""`/api/v1/`: offers, orders, vouchers, redemptions. Amounts are whole cents, times carry their zone."""
