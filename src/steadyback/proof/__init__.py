"""Exhaustive checks, solver and simulation that show the promises hold."""
