"""The desk where workbooks come in: the board, sending, reviewing. It looks at the ledger."""
