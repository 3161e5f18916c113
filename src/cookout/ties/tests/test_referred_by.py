"""Who referred somebody, as an address book says: shown as a question, and nobody's link until I say who it is."""

from django.test import Client

from cookout.core.models import User
from cookout.people.models import Person
from cookout.people.testing import bring
from cookout.ties.models import Relation

BOOK = (
    b"First Name,Last Name,E-mail Address,Business Phone,Referred By\n"
    b"Dana,Dorn,dana@example.org,,Marta Silva\nMarta,Silva,marta@example.org,,\nMarta,Silvano,m2@example.org,,\n"
)


def test_the_referrer_of_an_address_book_is_a_question_until_i_answer(client: Client, ada: User) -> None:
    bring(ada, BOOK)
    dana, marta = (Person.objects.kept_by(ada).get(full_name=name) for name in ("Dana Dorn", "Marta Silva"))
    client.force_login(ada)
    page = client.get(dana.get_absolute_url()).content.decode()
    assert "Your address book says that Marta Silva referred Dana" in page
    assert "Silvano" not in page
    assert not Relation.objects.exists()
    said = {"kind": "knows", "name": "Marta Silva", "person": marta.uid, "note": "referred them"}
    client.post(f"/ties/{dana.uid}/relations/", said)
    told = Relation.objects.get()
    assert (told.person, told.other, told.kind, told.note) == (dana, marta, "knows", "referred them")
    assert "Your address book says" not in client.get(dana.get_absolute_url()).content.decode()
