"""Drawings of time: what stands where, for templates to write as SVG.

Time is a true axis from the network's beginning to the day of the page; it runs from right to left
for those who read so. Places are hundredths of the drawing, which takes the width that it is given,
so that its words keep their size. Words that only a wide drawing has room for say so.
"""
