"""The list that the law on platforms' tax transparency asks for (Plattformen-Steuertransparenzgesetz, PStTG).

Who runs a platform tells the Bundeszentralamt für Steuern by 31 January what each seller took in the year before,
unless the seller is exempt: fewer than 30 sales and less than 2,000 euro (§ 4 Abs. 5 Nr. 4). What is here counts, warns
a business before it gets there, asks for the facts of § 14 only then, and lists them for the year.

It is not the report itself: no DAC7 XML is written and nothing is sent. The exemption is of sales of goods; whether
what a voucher pays for is a service, which is never exempt, a tax adviser has to say. Money that a buyer's bank took
back is not taken off: a sale stays one until it is refunded.

It stands in the books of the vouchers and not in a room of its own, since vouchers are all that is sold, and a room
below could not count them. With a second slice that sells, counting moves to the ledger and this to a room beside it.
"""
