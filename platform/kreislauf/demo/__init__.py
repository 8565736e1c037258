"""`make demo`: the whole platform on one machine, with the servers it needs coming from wheels."""
