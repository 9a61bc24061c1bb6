"""Forms of the meeting. Each `save` calls one act."""
