"""A call with files that went through every act, done as people do them."""

import datetime

from applications.workflow import perform, start
from applications.workflow.deadlines import extend
from tests.applications.workflow.people import denmark, member_of_commission, open_call
from tests.factories import CityFactory, CreativeFieldFactory, UserFactory


def course(cities=3):
    """The files of some cities of one country: the first erased, the second endorsed again."""
    country = denmark()
    call = open_call(max_submitted_per_country=2, retention_months=0)
    member, secretary = member_of_commission(country), UserFactory(superuser=True)
    files = []
    for number in range(cities):
        owner, field = UserFactory(), CreativeFieldFactory()
        city = CityFactory(country=country)
        file = start(call, city, field, by=owner, key=f"start {number}")
        perform(file, "submit", by=owner, declared=True, key=f"click {number}")
        files.append((file, owner))
    (first, owner), (second, _other), (third, another), *_rest = files
    perform(first, "endorse", by=member)
    perform(second, "endorse", by=member)
    perform(second, "rank", by=member, rank=1)
    perform(third, "swap", by=member, reason="Better prepared", instead_of=second)
    perform(third, "release", by=member, reason="We were wrong")
    perform(second, "endorse", by=member)
    perform(third, "decline", by=member, reason="Not this time, Mr Jensen")
    perform(third, "reconsider", by=member)
    perform(third, "reopen", by=another)
    perform(first, "withdraw", by=owner)
    until = call.deadline + datetime.timedelta(days=7)
    extend(call, until, reason="The post is late", by=secretary)
    extend(call, until + datetime.timedelta(1), reason="Flood", by=secretary, country=country)
    perform(first, "erase", by=secretary, at=until + datetime.timedelta(days=1))
    return [file for file, _owner in files]
