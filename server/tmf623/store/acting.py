"""Who acts: set by a door for the request it serves, and remembered with what the request does."""

from contextvars import ContextVar

SERVICE = "service"
"""What nobody asked for: jobs, and what follows by itself."""
ACTOR: ContextVar[str] = ContextVar("actor", default=SERVICE)
"""Taken when a work is submitted."""
