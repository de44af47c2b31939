"""A file of an open call with two authors and a few questions."""

import uuid
from types import SimpleNamespace

import pytest

from applications.answers.saving import save
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    FormSectionFactory,
    FormVersionFactory,
    QuestionFactory,
    TeamMemberFactory,
    UserFactory,
)


@pytest.fixture
def file(db):
    return a_file()


def a_file():
    call = CallFactory(open=True)
    section = FormSectionFactory(version=FormVersionFactory(call=call))
    for code, kind in (("motivation", "long-text"), ("initiatives", "rows"), ("amount", "money")):
        QuestionFactory(section=section, code=code, kind=kind, allows_no_relevant_information=True)
    application = ApplicationFactory(call=call)
    made = SimpleNamespace(application=application, call=call, section=section)
    for name, part in (("anna", "owner"), ("bo", "editor"), ("reader", "reader")):
        setattr(made, name, UserFactory())
        TeamMemberFactory(application=application, user=getattr(made, name), part=part)
    made.stranger = UserFactory()

    def write(value, by="anna", base=0, code="motivation", key=None, **more):
        return save(
            application,
            code,
            value,
            base_revision=base,
            client_key=key or uuid.uuid4(),
            by=getattr(made, by),
            **more,
        )

    made.write = write
    return made
