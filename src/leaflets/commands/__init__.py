"""The commands: one module each, with ``add`` (its arguments) and what it does.

A command imports late what it needs, since every run of ``leaflets`` loads all of these modules.
"""
