"""What all forms that people fill in have in common, besides their templates."""

from typing import Any

from django import forms


class Plainly:
    """Stands before the form's class: nothing stands inside of a field but what is typed there.

    What is missing is said by the server, in the words of the page and beside the field; browsers
    would say it one field at a time, in words of their own.
    """

    use_required_attribute = False
    fields: dict[str, forms.Field]
    label_suffix: str

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.widget.attrs.update(
                    {"autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}
                )
