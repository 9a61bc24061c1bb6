"""Pseudonymised rows for researchers (docs/adr/0043, 0050): who is who by a key of the research project, days as week
or quarter, ages as bands, no free text, nobody told from fewer than five families; as files (SPSS, CSV for Dutch Excel,
CSV for R and SPSS), and as tables that a login of the database reads.

Order: `pseudonyms`, `variables`, `set_files`, `anonymity`, `choosing` under `sets`, under `sav`, `csv_flavours`, under
`package`, under `own_schema`.
"""
