"""What is due and when to come back: pure decisions over rows."""
