"""Who may do what: people, roles, the decision, and the record of it."""

from monitor.access.actor import Actor, actor_of, nobody, scope
from monitor.access.people import Grant, People, today
from monitor.access.rows import open_rows
from monitor.access.sessions import Sessions
from monitor.access.who import NOBODY, Who, local, signed_in

__all__ = [
    "NOBODY",
    "Actor",
    "Grant",
    "People",
    "Sessions",
    "Who",
    "actor_of",
    "local",
    "nobody",
    "open_rows",
    "scope",
    "signed_in",
    "today",
]
