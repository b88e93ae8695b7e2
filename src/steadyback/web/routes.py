"""The pages of the companion, put together: each module of pages brings a table of its own."""

from __future__ import annotations

from steadyback.web.exchange import Routes

ROUTES: Routes = {}
