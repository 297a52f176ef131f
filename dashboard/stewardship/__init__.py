"""The stewardship screen: what is due, what arrived, what was found in it; taking files in, and taking them back."""
