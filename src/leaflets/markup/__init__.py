"""Templates and messages in, a document of nodes out; the only room that knows Jinja2."""
