"""Forms of the calls and the follow-up. Each `save` calls one act."""
