"""Figures of the whole platform: measured by a sweep, published for Prometheus, shown to the operators."""
