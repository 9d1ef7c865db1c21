"""Who may do what: people, roles, the decision, and the record of it."""
