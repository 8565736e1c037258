"""A region's colours and pictures: theme, contrast, glyphs, mosaics. Pure Python, without Django."""
