"""The legal texts of a region: which there are, and a template of each with what the software really does."""
