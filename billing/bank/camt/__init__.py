"""Reads what banks write: CAMT.052, .053 and .054, as XML or in a ZIP. Knows no region and no database.

Two published parsers were looked at: ``pycamt`` builds the whole tree and knows neither returns, 054 nor ZIP,
``camt053`` streams entries without their account and brings a web server along. Both read a file as trusted.
"""
