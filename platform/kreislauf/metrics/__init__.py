"""Figures for Prometheus, on a port of their own that no visitor reaches: no label names a person, and none a region
unless the installation says so.
"""
