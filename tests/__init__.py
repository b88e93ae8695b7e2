"""The tests of Steadyback. (A package of its own, because another project installs one of the same name.)"""
