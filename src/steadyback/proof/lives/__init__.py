"""Simulated lives: made-up pregnancies and recoveries, driven through the real core, every promise tried at each step.

It shows that the parts agree with one another and with what was written down by hand from the facts. It does not show
clinical safety: nobody here is a real person, and how often things happen to them is made up.
"""
