"""The desk of the regional manager: worklist, decisions, earlier cases, offers to families, advice, funding."""
