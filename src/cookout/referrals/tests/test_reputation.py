"""My standing: for me alone, in words with evidence, from what others say."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from cookout.core.models import User
from cookout.core.testing import bearer, make_user, query_count
from cookout.one_to_ones.testing import fellows
from cookout.referrals.models import LedgerEntry, Referral, export
from cookout.referrals.models.standing import Standing, reputation_of, standing_of
from cookout.referrals.testing import passed
from cookout.ties.testing import keep

TODAY = dt.date.today()


def met(by: User, to: User, prospect: str, state: str = "meeting") -> Referral:
    one = passed(by, to, prospect)
    one.accept(by=to)
    one.move(by=to, state=state)
    return one


@pytest.fixture
def dora(db: None) -> User:
    return make_user("Dora Diaz")


def test_too_little_is_not_yet_known(ada: User, ben: User) -> None:
    fellows(ada, ben)
    assert standing_of(ben, TODAY) == Standing(0, 0, 0, None, None, None)
    for who in ("Hal", "Ivo", "Jana", "Kim"):  # one person's word, however often
        met(ben, ada, who)
    found = standing_of(ben, TODAY)
    assert (found.word, found.evidence) == ("Not yet known", "4 answers from 1 person: 4 repaid, 0 cost.")


def test_what_several_say_is_known_and_fades_back_to_not_known(ada: User, ben: User, dora: User) -> None:
    fellows(ada, ben)
    fellows(dora, ben)
    for who, to in (("Hal", ada), ("Ivo", dora), ("Jana", ada), ("Kim", dora)):
        met(ben, to, who, "won")
    found = standing_of(ben, TODAY)
    assert found.is_known
    assert (found.repaid, found.cost, found.people) == (8, 0, 6)
    assert found.word == "People are glad of what you send"
    assert "do you credit" in found.sure
    assert not standing_of(ben, TODAY + dt.timedelta(days=6 * 548)).is_known
    other = met(ben, ada, "Lou", "not_a_fit")
    assert other.ledger.filter(kind="cost").exists()
    after = standing_of(ben, TODAY)
    assert after.mean is not None
    assert found.mean is not None
    assert after.mean < found.mean


def test_nobody_repays_herself(ben: User) -> None:
    """Where the provider has no account, the referrer keeps the record."""
    one = Referral.give(by=ben, to=keep(ben, "Odile Bakker"), prospect=None, may_contact=True)
    one.accept(by=ben)
    one.move(by=ben, state="won")
    assert one.ledger.filter(kind="repaid").exists()
    found = reputation_of(ben, TODAY)
    assert (found.standing.repaid, found.sums.repaid) == (0, 1)


def test_page_program_and_command_say_the_same_to_me_alone(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    one = met(ben, ada, "Hector Delgado")
    client.force_login(ben)
    page = client.get("/referrals/reputation/").content.decode()
    for said in ("Not yet known", "the two met", "Hector Delgado", "Lent 2 times: 1 repaid, 0 cost, 1 at stake."):
        assert said in page
    told = client.get("/api/v1/reputation", headers=bearer(ben)).json()
    assert told["sums"] == {"lent": 2, "repaid": 1, "cost": 0, "at_stake": 1}
    assert [(row["kind"], row["cause"], row["with_whom"]) for row in told["entries"]] == [
        ("repaid", "met", ada.name), ("stake", "given", "Hector Delgado"), ("stake", "given", ada.name),
    ]  # fmt: skip
    assert [row["with_whom"] for row in told["at_stake"]] == ["Hector Delgado"]
    out = StringIO()
    call_command("reputation", "--user", ben.email, "--json", stdout=out)
    assert json.loads(out.getvalue())["sums"] == told["sums"]
    out = StringIO()
    call_command("reputation", "--user", ben.email, stdout=out)
    assert "with Ada Adeyemi: the two met" in out.getvalue()
    client.force_login(ada)
    assert "Hector" not in client.get("/referrals/reputation/").content.decode()
    assert client.get("/api/v1/reputation", headers=bearer(ada)).json()["entries"] == []
    # The provider reads the lines of this referral, and nothing more of hers.
    mine = client.get(f"/api/v1/referrals/{one.uid}/ledger", headers=bearer(ada)).json()
    assert [row["kind"] for row in mine] == ["stake", "stake", "repaid"]
    assert "Lent and repaid" in client.get(one.get_absolute_url()).content.decode()
    assert [row["whose"] for row in export.ledger(ada)] == [ben.name] * 3


def test_a_stranger_finds_nothing(client: Client, ada: User, ben: User, cleo: User) -> None:
    fellows(ada, ben)
    one = met(ben, ada, "Hector Delgado")
    assert client.get(f"/api/v1/referrals/{one.uid}/ledger", headers=bearer(cleo)).status_code == 404
    assert not LedgerEntry.objects.visible_to(cleo).exists()
    assert list(export.ledger(cleo)) == []


def test_queries_do_not_grow_with_the_lines(client: Client, ada: User, ben: User) -> None:
    fellows(ada, ben)
    client.force_login(ben)
    met(ben, ada, "Hal")
    client.get("/referrals/reputation/")
    with query_count() as few:
        client.get("/referrals/reputation/")
    for who in ("Ivo", "Jana", "Kim"):
        met(ben, ada, who, "not_a_fit")
    with query_count() as many:
        client.get("/referrals/reputation/")
    assert many == few


def test_a_line_says_you_to_whoever_reads_it_and_what_was_lent_at_once_is_one(
    client: Client, ada: User, ben: User
) -> None:
    fellows(ada, ben)
    one = passed(ben, ada, "Hector Delgado")
    for who, said in ((ada, "with you and Hector Delgado: the referral"), (ben, "with Ada Adeyemi and Hector Delgado")):
        client.force_login(who)
        page = client.get(one.get_absolute_url()).content.decode()
        assert page.count(said) == 1
    one.decline(by=ada, reason="No room this month")
    page = client.get("/referrals/reputation/").content.decode()
    assert "Given back</b>, with Ada Adeyemi and Hector Delgado: it was declined" in page
    assert page.count("no longer counts") == 1
