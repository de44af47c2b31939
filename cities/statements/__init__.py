"""What sources say, answered by the record with the intervals in which it is true.

The doors use `answer`, `answers` and `answer_row` of `verdicts`; figures as they grew come from
`timeline`. Nothing here is stored: every answer is computed from the designations.
"""
