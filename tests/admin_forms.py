"""Forms of the staff's pages, as a browser fills them in and sends them back."""


def all_forms(response):
    """The form of a page, and those of the rows below it with their counters.

    From what the answer itself was drawn with: the test client's `context` collects what is
    drawn anywhere in the process, forms of other threads included.
    """
    forms = [response.context_data["adminform"].form]
    for wrapped in response.context_data["inline_admin_formsets"]:
        forms += [wrapped.formset.management_form, *wrapped.formset.forms]
    return forms


def typed(response):
    """What a browser would send back from a form as it was shown."""
    data = {}
    for form in all_forms(response):
        for bound in form:
            value = bound.value()
            parts = getattr(bound.field.widget, "widgets", None)
            if parts:
                split = bound.field.widget.decompress(value)
                data |= {f"{bound.html_name}_{place}": part for place, part in enumerate(split)}
            elif isinstance(value, (list, tuple)):
                data[bound.html_name] = [str(getattr(one, "pk", one)) for one in value]
            elif value is not False:
                data[bound.html_name] = "on" if value is True else value
    return {name: value for name, value in data.items() if value is not None}


def open_form(client, address):
    """The address, and what a browser would send back to it unchanged."""
    return address, typed(client.get(address))


def errors(response):
    """Every message of a refused form, its rows included."""
    return [
        message
        for form in all_forms(response)
        for group in form.errors.values()
        for message in group
    ]


def add_row(data, prefix, **values):
    """Fill in one more row of an inline."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = number + 1
    data |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}
