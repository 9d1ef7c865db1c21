"""The parts of 선정: from receipt to selection, application by application, call by call."""
