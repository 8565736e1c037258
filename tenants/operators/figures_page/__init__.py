"""The page with the figures of the whole platform: the newest in words, the last day in charts."""
