"""Pseudonymised rows for researchers (docs/adr/0043): who is who by a key of the research project, days as week or
quarter, ages as bands, no free text; and the files that hold them: SPSS, CSV for Dutch Excel, CSV for R and SPSS.

Order: `pseudonyms` and `variables` under `sets`, under `sav` and `csv_flavours`, under `package`.
"""
