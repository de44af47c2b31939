"""A file of a call that asks for a letter and three photographs."""

from types import SimpleNamespace

import pytest

from tests.factories import (
    ApplicationFactory,
    CallFactory,
    DocumentKindFactory,
    FormVersionFactory,
    NationalCommissionFactory,
    TeamMemberFactory,
    UserFactory,
)


@pytest.fixture
def file(db):
    return a_file()


def a_file():
    call = CallFactory(open=True)
    form = FormVersionFactory(call=call)
    kinds = {
        "mayors-letter": {"accepted_types": ["application/pdf"], "max_megabytes": 2},
        "photographs": {
            "accepted_types": ["image/jpeg"],
            "max_megabytes": 3,
            "at_least": 3,
            "at_most": 3,
            "needs_rights_form": True,
        },
        "endorsement": {"provider": "commission"},
    }
    for code, rules in kinds.items():
        DocumentKindFactory(version=form, code=code, **rules)
    application = ApplicationFactory(call=call)
    made = SimpleNamespace(application=application, call=call)
    for name, part in (("anna", "owner"), ("bo", "editor"), ("reader", "reader")):
        setattr(made, name, UserFactory())
        TeamMemberFactory(application=application, user=getattr(made, name), part=part)
    commission = NationalCommissionFactory(country=application.city.country)
    made.official = UserFactory()
    commission.members.add(made.official)
    return made
