"""The figures of the statistics."""

from rest_framework import serializers

from cities.api import links
from cities.rows.figures import HEADINGS


class FigureSerializer(serializers.Serializer):
    figure = serializers.ChoiceField(list(HEADINGS.items()))
    title = serializers.CharField()
    links = links.FIGURE.serializer()


class FigureDetailSerializer(FigureSerializer):
    """A figure as a table; null is a number that had not begun, which is not zero."""

    as_of = serializers.DateField(help_text="The day up to which it is counted.")
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(
        child=serializers.DictField(), help_text="A value for each of the columns."
    )
