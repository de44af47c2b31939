"""The people around a file, and files in the middle of a call, for the tests of the workflow."""

from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CityFactory,
    CountryFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    TeamMemberFactory,
    UserFactory,
)


def open_call(**rules):
    """A call that takes files today, with a published form that asks nothing."""
    call = CallFactory(open=True, **rules)
    FormVersionFactory(call=call)
    return call


def member_of_commission(country):
    """Somebody who acts for the country's National Commission, which is made if need be."""
    commission = getattr(country, "national_commission", None)
    if commission is None:
        commission = NationalCommissionFactory(country=country)
    user = UserFactory()
    commission.members.add(user)
    return user


def file_of(country, call, **details):
    """A file of a city of the country, with an owner."""
    application = ApplicationFactory(call=call, city=CityFactory(country=country), **details)
    TeamMemberFactory(application=application)
    return application


def owner_of(application):
    return application.team.get(part="owner").user


def denmark():
    return CountryFactory(code="DK", name="Denmark")
