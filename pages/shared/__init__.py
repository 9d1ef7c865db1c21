"""What pages share: the view, choosing, asking and showing."""
