"""Who did what, who is registered, what each role may do."""
