"""The circle of a family: people, contacts, questions, the worksheet, merging, the drawing."""
