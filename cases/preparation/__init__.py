"""The preparation: explanation, wishes, the talk with the professional, safety, registration."""
