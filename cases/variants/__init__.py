"""What only some conferences have: which kind it is, sides and parties, responsibility, the group of an Alle Hens."""
