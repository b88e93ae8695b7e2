"""Steadyback: a self-care companion for back pain in pregnancy and after birth."""

__version__ = "0.1.0"
