"""The day itself: three parts, who was there, sides and parties, the run sheet."""
