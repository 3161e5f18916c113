"""What a card means for a book: same, merge, new; and that bringing in the same again changes nothing."""

from cookout.core.models import User
from cookout.people.models import AddressImport, Detail, Person
from cookout.people.testing import bring, counts, look, vcard


def test_a_card_nobody_has_is_new(ada: User) -> None:
    assert counts(look(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))) == {"new": 1}


def test_the_same_file_again_changes_nothing(ada: User) -> None:
    file = vcard("Dana Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671") + vcard("Emil Ek", NOTE="plays chess")
    bring(ada, file)
    before = sorted(Detail.objects.values_list("kind", "value"))
    assert counts(bring(ada, file)) == {"same": 2}
    assert sorted(Detail.objects.values_list("kind", "value")) == before


def test_an_equal_mail_adds_what_is_not_known(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="Dana@Example.org"))
    run = bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671"))
    assert counts(run) == {"merge": 1}
    dana = Person.objects.kept_by(ada).get()
    assert sorted(detail.kind for detail in dana.details.all()) == ["email", "phone"]


def test_an_equal_phone_adds_whatever_its_spelling(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", TEL="(415) 555-2671"))
    assert counts(bring(ada, vcard("D. Dorn", TEL="+14155552671", ORG="Dorn Roofs"))) == {"merge": 1}


def test_an_equal_id_adds_whatever_the_name(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", UID="c-1"))
    assert counts(bring(ada, vcard("Dana Fuchs", UID="c-1", EMAIL="fuchs@example.org"))) == {"merge": 1}
    assert Person.objects.kept_by(ada).get().first(Detail.Kind.NICKNAME) == "Dana Fuchs"


def test_an_equal_name_alone_does_not_merge(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    assert counts(bring(ada, vcard("Dana Dorn", TEL="+1 415 555 2671"))) == {"new": 1}


def test_a_switchboard_does_not_make_two_people_one(ada: User) -> None:
    desk = {"TEL": "+1 415 555 2671"}
    bring(ada, vcard("Dana Dorn", given="Dana", family="Dorn", **desk))
    assert counts(bring(ada, vcard("Emil Ek", given="Emil", family="Ek", **desk))) == {"new": 1}


def test_a_switchboard_stays_apart_when_it_comes_again(ada: User) -> None:
    desk = {"TEL": "+1 415 555 2671"}
    file = vcard("Dana Dorn", given="Dana", family="Dorn", **desk) + vcard("Emil Ek", given="Emil", family="Ek", **desk)
    assert counts(bring(ada, file)) == {"new": 2}
    assert counts(bring(ada, file)) == {"same": 2}


def test_a_short_number_belongs_to_nobody(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", TEL="4711"))
    assert counts(bring(ada, vcard("Emil Ek", TEL="4711"))) == {"new": 1}


def test_a_mail_of_one_and_a_phone_of_another_follow_the_mail_and_never_join_the_two(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org") + vcard("Emil Ek", TEL="+1 415 555 2671"))
    both = vcard("Emil Ek", EMAIL="dana@example.org", TEL="+1 415 555 2671")
    assert counts(bring(ada, both)) == {"merge": 1}
    dana = Person.objects.kept_by(ada).get(full_name="Dana Dorn")
    assert dana.first(Detail.Kind.PHONE)
    assert Person.objects.kept_by(ada).count() == 2
    assert counts(bring(ada, both)) == {"same": 1}


def test_cards_of_one_run_are_compared_with_each_other(ada: User) -> None:
    phone = vcard("Dana Dorn", EMAIL="dana@example.org", TEL="+1 415 555 2671")
    google = vcard("Dana Dorn", EMAIL="dana@example.org", ORG="Dorn Roofs")
    run = bring(ada, phone + phone, google)
    assert [counts(run, file) for file in (0, 1)] == [{"new": 1, "same": 1}, {"merge": 1}]
    dana = Person.objects.kept_by(ada).get()
    assert dana.organisation == "Dorn Roofs"
    assert Person.objects.kept_by(ada).matching("roofs", by=ada).get() == dana


def test_chained_cards_of_one_run_change_nothing_the_second_time(ada: User) -> None:
    file = (
        vcard("Ann", EMAIL="a@example.org")
        + vcard("Ann", TEL="+1 415 555 2671")
        + vcard("Ann", EMAIL="a@example.org", TEL="+1 415 555 2671")
    )
    assert counts(bring(ada, file)) == {"new": 2, "merge": 1}
    assert counts(bring(ada, file)) == {"same": 3}


def test_a_firm_without_a_person_is_the_same_when_it_comes_again(ada: User) -> None:
    file = b"BEGIN:VCARD\nVERSION:3.0\nORG:Dorn Roofs\nEND:VCARD\n"
    assert counts(bring(ada, file)) == {"new": 1}
    assert counts(bring(ada, file)) == {"same": 1}


def test_a_first_name_alone_adds_nothing_to_a_whole_name(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    assert counts(bring(ada, vcard("Dana", EMAIL="dana@example.org"))) == {"same": 1}


def test_a_name_longer_than_its_column_is_kept_whole(ada: User) -> None:
    name = "Dana " * 60
    bring(ada, vcard(name.strip(), EMAIL="dana@example.org"))
    assert name.strip() in Detail.objects.filter(kind="nickname").values_list("value", flat=True)
    assert counts(bring(ada, vcard(name.strip(), EMAIL="dana@example.org"))) == {"same": 1}


def test_two_long_notes_that_begin_alike_are_two_notes(ada: User) -> None:
    beginning = "x" * 300
    bring(ada, vcard("Dana Dorn", EMAIL="d@example.org", NOTE=beginning + "one"))
    assert counts(bring(ada, vcard("Dana Dorn", EMAIL="d@example.org", NOTE=beginning + "two"))) == {"merge": 1}


def test_a_book_never_meets_another_keepers(ada: User, ben: User) -> None:
    file = vcard("Dana Dorn", EMAIL="dana@example.org")
    bring(ada, file)
    assert counts(bring(ben, file)) == {"new": 1}
    assert Person.objects.kept_by(ben).count() == 1


def test_someone_taken_out_of_the_book_is_new_when_the_file_comes_again(ada: User) -> None:
    file = vcard("Dana Dorn", EMAIL="dana@example.org")
    bring(ada, file)
    Person.objects.kept_by(ada).get().remove(by=ada)
    assert counts(bring(ada, file)) == {"new": 1}


def test_our_own_id_leads_back_to_the_person(ada: User) -> None:
    dana = Person.keep(by=ada, full_name="Dana Dorn")
    run = bring(ada, vcard("Dana Dorn", UID=dana.uid.urn, EMAIL="dana@example.org"))
    assert counts(run) == {"merge": 1}
    assert dana.details.count() == 1


def test_imported_people_are_found_by_name_mail_and_phone(ada: User) -> None:
    bring(ada, vcard("Dana Dorn", EMAIL="dana@firm.example", TEL="+1 415 555 2671"))
    for text in ("dorn", "dana@firm", "firm", "5552671", "4155552671"):
        assert Person.objects.kept_by(ada).matching(text, by=ada).count() == 1, text


def test_a_preview_changes_nothing(ada: User) -> None:
    run = look(ada, vcard("Dana Dorn", EMAIL="dana@example.org"))
    assert not Person.objects.filter(keeper=ada).exists()
    assert run.rows().count() == 1
    assert AddressImport.objects.visible_to(ada).count() == 1
