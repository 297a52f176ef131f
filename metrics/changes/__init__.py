"""What moved an indicator from one period to another, split and said."""
