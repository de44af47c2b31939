"""The moment of the record is learnt by one query, also after a connection was lost."""

import pytest
from django.db import OperationalError, connection

from tests.factories import CityFactory
from uccn.delivery import moment

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_costs_one_query_and_no_question_whether_the_connection_lives(django_assert_num_queries):
    connection.health_check_enabled = True
    moment.now()
    connection.health_check_done = False
    asked = []
    connection.is_usable, is_usable = lambda: asked.append(1) or True, connection.is_usable
    try:
        with django_assert_num_queries(1):
            assert moment.now()
    finally:
        connection.is_usable = is_usable

    assert not asked


def test_it_is_another_after_a_change_and_the_same_without_one():
    before = moment.now()
    assert moment.now() == before

    CityFactory()

    assert moment.now().name != before.name


@pytest.mark.postgresql
def test_a_connection_that_the_server_closed_is_made_anew():
    assert moment.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
    other.close()

    assert moment.now()


def test_a_database_that_does_not_answer_is_no_error():
    def refuse(execute, sql, params, many, context):
        raise OperationalError("The server closed the connection.")

    with connection.execute_wrapper(refuse):
        assert moment.now() is None
    assert moment.now()
