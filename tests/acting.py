"""Who acts in tests that are not about roles: the account of the machine, whose everything is."""

from monitor.access import local

LOCAL = local("program")
