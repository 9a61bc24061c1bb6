"""The page of a case: what stands around every tab, what comes next and when, the checklist, the overview."""
