"""Maps of the network as plain data: where a place stands on a sheet, and which marks it carries.

Nothing here draws: templates turn plates into SVG.
"""
