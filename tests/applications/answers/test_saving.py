"""Every acknowledged word stays, whoever else was writing."""

import datetime
import threading
import uuid

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from applications.answers.keeping import as_text, kept_for
from applications.answers.saving import NotSaved, beside, history, restore
from applications.models import Answer, AnswerRevision, Application, KeptText
from tests.applications.answers.conftest import a_file
from tests.factories import FormSectionFactory, FormVersionFactory, QuestionFactory
from tests.serving import shared_database  # noqa: F401, fixture


def test_a_save_is_a_revision_and_the_answer(file):
    saved = file.write("Viborg draws.")
    assert (saved.revision, saved.value, saved.merged, saved.other_value) == (
        1,
        "Viborg draws.",
        False,
        None,
    )
    answer = Answer.objects.get()
    assert (answer.value, answer.revision, answer.saved_by) == ("Viborg draws.", 1, file.anna)
    assert file.write("Viborg draws films.", base=1).revision == 2
    assert [row.value for row in history(file.application, "motivation")] == [
        "Viborg draws films.",
        "Viborg draws.",
    ]


def test_a_save_sent_again_is_the_same_save(file):
    key = uuid.uuid4()
    first = file.write("One.", key=key)
    file.write("One. Two.", base=1)
    assert file.write("One.", key=key) == first
    assert AnswerRevision.objects.count() == 2


def test_a_save_that_changes_nothing_adds_no_revision(file):
    file.write("One.")
    assert file.write("One.", base=1).revision == 1
    assert AnswerRevision.objects.count() == 1


def test_another_person_cannot_use_the_key_of_a_save(file):
    key = uuid.uuid4()
    file.write("One.", key=key)
    with pytest.raises(NotSaved) as refused:
        file.write("Mine.", by="bo", key=key)
    assert refused.value.refusal.code == "key-of-another-save"
    assert Answer.objects.get().value == "One."


def test_two_authors_of_one_text_are_merged(file):
    file.write("The school opened in 1988.")
    file.write("The school opened in 1988. It grew.", base=1)
    saved = file.write("The first school opened in 1988.", by="bo", base=1)
    assert saved.merged
    assert saved.value == "The first school opened in 1988. It grew."
    assert saved.other_value is None


def test_where_both_changed_the_same_words_both_texts_are_kept(file):
    file.write("Red.")
    file.write("Green.", base=1)
    saved = file.write("Blue.", by="bo", base=1)
    assert (saved.value, saved.other_value, saved.revision) == ("Green.", "Blue.", 3)
    assert [row.other_value for row in beside(file.application, "motivation")] == ["Blue."]


def test_two_texts_are_shown_until_somebody_who_saw_both_has_chosen(file):
    file.write("Red.")
    file.write("Green.", base=1)
    file.write("Blue.", by="bo", base=1)
    # Bo types on in the text of his own; his browser has not taken over the other one.
    file.write("Blue. Sky.", by="bo", base=3, adopted=False)
    assert beside(file.application, "motivation").exists()
    last = history(file.application, "motivation")[0].number
    file.write("Green and blue.", by="bo", base=last)
    assert not beside(file.application, "motivation").exists()
    assert Answer.objects.get().value == "Green and blue."


def test_an_author_who_goes_on_in_their_own_text_doubles_nothing(file):
    file.write("The school.")
    file.write("The school. It is old.", base=1)
    mine = file.write("Big: The school.", by="bo", base=1)
    assert mine.value == "Big: The school. It is old."
    # Bo's field still shows what he typed, and he types on.
    saved = file.write("Big one: The school.", by="bo", base=mine.revision, adopted=False)
    assert saved.value == "Big one: The school. It is old."


def test_a_base_that_nobody_knows_takes_nothing_out(file):
    file.write("One.")
    saved = file.write("Two.", by="bo", base=77)
    assert (saved.value, saved.other_value) == ("One.", "Two.")


def test_rows_of_two_authors_are_merged(file):
    rows = [{"id": "a", "title": "Festival"}]
    file.write(rows, code="initiatives")
    file.write([*rows, {"id": "b", "title": "Visits"}], code="initiatives", base=1)
    saved = file.write([{"id": "a", "title": "Big Festival"}], code="initiatives", by="bo", base=1)
    assert saved.value == [{"id": "a", "title": "Big Festival"}, {"id": "b", "title": "Visits"}]


def test_rows_get_a_key_of_their_own(file):
    saved = file.write([{"title": "x"}, {"title": "y", "id": "k"}, {"id": "k"}], code="initiatives")
    keys = [row["id"] for row in saved.value]
    assert keys[1] == "k"
    assert len(set(keys)) == 3


def test_nothing_relevant_gives_way_to_a_text_that_was_written_meanwhile(file):
    assert file.write(None, no_relevant_information=True).no_relevant_information
    file.write("A text.", by="bo", base=0)
    assert not Answer.objects.get().no_relevant_information


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x00b\x1fc\ud800", "abc"),
        ("tab\there", "tab\there"),
        ("e\u0301 👩\u200d🎨", "e\u0301 👩\u200d🎨"),
    ],
)
def test_what_a_database_cannot_hold_is_taken_out(file, sent, kept):
    assert file.write(sent).value == kept
    assert Answer.objects.get().value == kept


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("motivation", {"a": "b"}),
        ("motivation", float("nan")),
        ("motivation", "x" * 100_001),
        ("initiatives", "text"),
        ("initiatives", [1]),
        ("initiatives", [{}] * 201),
        ("initiatives", [{"a": {"b": {"c": 1}}}]),
    ],
)
def test_what_cannot_be_an_answer_is_refused(file, code, value):
    with pytest.raises(NotSaved) as refused:
        file.write(value, code=code)
    assert refused.value.refusal.code in {"unreadable", "too-long-to-be-kept"}
    assert not Answer.objects.exists()


def refusal_of(write):
    with pytest.raises(NotSaved) as refused:
        write()
    return refused.value


def test_one_second_after_the_deadline_the_text_is_kept_and_not_submitted(file):
    deadline = file.call.deadline
    file.write("In time.", at=deadline - datetime.timedelta(seconds=1))
    late = refusal_of(lambda: file.write("Late.", base=1, at=deadline))
    assert late.refusal.code == "late"
    assert "not submitted" in str(late.refusal)
    assert Answer.objects.get().value == "In time."
    assert late.kept.value == "Late."
    text = as_text(late.kept)
    assert text.startswith("Not submitted: this text is not part of the file.\n")
    assert text.endswith("\nLate.\n")


def test_a_submitted_file_takes_no_text_and_keeps_it_beside(file):
    Application.objects.update(status="submitted", submitted_at=timezone.now())
    refused = refusal_of(lambda: file.write("More."))
    assert (refused.refusal.code, refused.refusal.status) == ("not-a-draft", 409)
    assert list(kept_for(file.application, file.anna)) == [refused.kept]
    assert not kept_for(file.application, file.bo).exists()


def test_a_reader_writes_nothing_and_loses_nothing(file):
    refused = refusal_of(lambda: file.write("Mine.", by="reader"))
    assert (refused.refusal.status, refused.kept.value) == (403, "Mine.")


def test_an_editor_who_was_put_out_of_the_team_finds_the_text_again(file):
    file.write("Before.", by="bo")
    file.application.team.filter(user=file.bo).delete()
    refused = refusal_of(lambda: file.write("After.", by="bo", base=1))
    assert refused.kept.value == "After."


def test_a_stranger_leaves_nothing_behind(file):
    refused = refusal_of(lambda: file.write("Spam.", by="stranger"))
    assert refused.refusal.status == 403
    assert refused.kept is None
    assert not KeptText.objects.exists()


def test_a_question_that_was_taken_out_keeps_what_was_typed(file):
    corrected = FormSectionFactory(version=FormVersionFactory(call=file.call))
    QuestionFactory(section=corrected, code="other")
    refused = refusal_of(lambda: file.write("Typed meanwhile."))
    assert refused.refusal.code == "unknown-question"
    assert refused.kept.value == "Typed meanwhile."


def test_a_refused_text_that_is_sent_again_is_kept_once(file):
    key = uuid.uuid4()
    for _ in range(3):
        refusal_of(lambda: file.write("Mine.", by="reader", key=key))
    assert KeptText.objects.count() == 1


def test_kept_rows_are_written_out_to_be_read(file):
    rows = [{"id": "a", "title": "Festival", "cost": {"amount": "5", "currency": "EUR"}}]
    kept = refusal_of(lambda: file.write(rows, by="reader", code="initiatives")).kept
    assert "title: Festival\ncost: amount: 5 currency: EUR\n" in as_text(kept)


def test_an_old_revision_is_restored_as_a_new_one(file):
    file.write("One.")
    file.write("Two.", base=1)
    saved = restore(file.application, "motivation", 1, by=file.bo, client_key=uuid.uuid4())
    assert (saved.revision, saved.value) == (3, "One.")
    assert [row.value for row in history(file.application, "motivation")] == [
        "One.",
        "Two.",
        "One.",
    ]


def test_the_text_that_gave_way_can_be_made_the_answer(file):
    file.write("Red.")
    file.write("Green.", base=1)
    file.write("Blue.", by="bo", base=1)
    restore(
        file.application, "motivation", 3, by=file.anna, client_key=uuid.uuid4(), set_aside=True
    )
    assert Answer.objects.get().value == "Blue."
    assert not beside(file.application, "motivation").exists()


def test_a_revision_that_never_was_cannot_be_restored(file):
    file.write("One.")
    with pytest.raises(AnswerRevision.DoesNotExist):
        restore(file.application, "motivation", 9, by=file.anna, client_key=uuid.uuid4())


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_many_saves_at_once_lose_no_word():
    file = a_file()
    file.write("start")
    authors, each, faults = 6, 5, []

    def author(name):
        try:
            text, base = "start", 1
            for n in range(each):
                key = uuid.uuid4()
                text += f" {name}{n}"
                # Sent twice, as after a lost acknowledgement.
                file.write(text, by="bo", base=base, key=key)
                saved = file.write(text, by="bo", base=base, key=key)
                if saved.other_value is not None:
                    faults.append(saved)
                text, base = saved.value, saved.revision
        except Exception as fault:  # noqa: BLE001, told below
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=author, args=(name,)) for name in "abcdef"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert faults == []
    words = Answer.objects.get().value.split()
    assert sorted(words) == sorted(["start", *(f"{a}{n}" for a in "abcdef" for n in range(each))])
    assert AnswerRevision.objects.count() == 1 + authors * each


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("shared_database")
def test_one_save_sent_many_times_at_once_is_one_revision():
    file, key, revisions = a_file(), uuid.uuid4(), []

    def send():
        revisions.append(file.write("One.", key=key).revision)
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert revisions == [1] * 8
    assert AnswerRevision.objects.count() == 1
