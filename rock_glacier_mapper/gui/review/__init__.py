"""The review dock: candidates one after the other, decided with a key press each."""
