"""The market by the API: from a document to the ledger and back to its words, once each, for whoever may."""

from __future__ import annotations

from typing import Any

import pytest

from muster.apps.accounts.models import Scope
from muster.apps.core.roles import Role
from muster.apps.market.models import Claim, Outsider
from muster.apps.market.services.erasing import outsider_erase
from tests.apps.accounts.calling import Caller
from tests.apps.conftest import MakeUser
from tests.apps.market.articles import ARABIC, DENIED, FRENCH

pytestmark = pytest.mark.django_db

PAPER = {
    "text": FRENCH,
    "source": "Le Courrier",
    "published": "2026-03-02",
    "name": "https://courrier.example/1",
}


@pytest.fixture
def keeper(make_user: MakeUser) -> Caller:
    return Caller(make_user(Role.PEOPLE_PARTNER))


def proposals_of(caller: Caller, document: int) -> dict[str, dict[str, Any]]:
    return {one["kind"]: one for one in caller.get(f"/market/documents/{document}").json()["proposals"]}


def test_from_a_document_to_the_ledger_and_back_to_its_words(keeper: Caller, make_user: MakeUser) -> None:
    added = keeper.post("/market/documents", PAPER, 201, Idempotency_Key="a")
    [document] = added.json()["documents"]
    again = keeper.post("/market/documents", PAPER, 201, Idempotency_Key="a")
    assert (again.json(), again["Idempotent-Replayed"]) == (added.json(), "true")
    assert keeper.post("/market/documents", PAPER, 201).json()["known"] == [document]
    asked = proposals_of(keeper, document)
    move, package = asked["move"], asked["package"]
    assert FRENCH[move["start"] : move["end"]] == move["words"]
    confirm = f"/market/proposals/{move['id']}/confirm"
    keeper.post(confirm, {}, 428)
    keeper.post(confirm, {}, 412, If_Match='"99"')
    claim = keeper.post(confirm, {}, 201, If_Match=f'"{move["version"]}"').json()
    keeper.post(confirm, {}, 409, If_Match="*")
    change = {"low": "41000000", "high": "41000000.5", "quote": "signing"}
    corrected = keeper.post(f"/market/proposals/{package['id']}/correct", change, 201, If_Match="*").json()
    assert (corrected["low"], corrected["high"], corrected["currency"], corrected["quote"]) == (
        41_000_000, 41_000_000.5, "USD", "signing",
    )  # fmt: skip
    [denied] = keeper.post("/market/documents", {**PAPER, "text": DENIED, "source": "Wire"}, 201).json()[
        "documents"
    ]
    keeper.post(
        f"/market/proposals/{proposals_of(keeper, denied)['move']['id']}/confirm", {}, 201, If_Match="*"
    )

    reader = Caller(make_user(Role.RECRUITER))
    [found] = reader.get("/market/moves").json()["data"]
    assert (found["id"], found["person"]["name"], found["joined"]["name"], found["voices"]) == (
        claim["id"], "Awa Diarra", "Tessera", 2,
    )  # fmt: skip
    assert (found["field"], found["level"]) == (None, None)
    assert reader.get("/market/moves", field="research").json()["data"] == []
    assert reader.get("/market/moves", field="untold", level="untold").json()["data"] == [found]
    whole = reader.get(f"/market/moves/{claim['id']}").json()
    assert [voice["claim"]["words"] in FRENCH for voice in whole["heard"]] == [True, False]
    assert [one["kind"] for one in whole["relations"]] == ["conflicts"]
    [told] = reader.get("/market/packages").json()["data"]
    assert [(one["quote"], one["clashes"]) for one in told["readings"]] == [("signing", [])]
    assert (
        reader.get(f"/market/packages/{corrected['id']}").json()["heard"][0]["claim"]["id"] == corrected["id"]
    )
    person = reader.get(f"/market/people/{found['person']['id']}").json()
    assert ([one["id"] for one in person["moves"]], person["packages"]) == ([claim["id"]], [told])

    resolve = f"/market/claims/{claim['id']}/resolve"
    body = {"outcome": "confirmed", "reason": "The register"}
    reader.post(resolve, body, 403)
    assert keeper.post(resolve, body).json()["resolution"]["outcome"] == "confirmed"
    keeper.post(resolve, body, 409)
    records = {one["name"]: one for one in reader.get("/market/sources").json()["data"]}
    assert (records["Le Courrier"]["right"], records["Nimbus Research"]["wrong"]) == (1, 1)
    [move_now] = reader.get("/market/moves", least=0.99).json()["data"]
    assert (move_now["known"], move_now["probability"]) == (True, 1.0)
    keeper.post(f"/market/claims/{claim['id']}/reopen", {})
    assert reader.get("/market/moves", least=0.99).json()["data"] == []
    source = records["Le Courrier"]
    graded = keeper.post(
        f"/market/sources/{source['id']}/grade", {"grade": "A"}, If_Match=f'"{source["version"]}"'
    )
    assert (graded.json()["grade"], graded["ETag"]) == ("A", f'"{source["version"] + 1}"')
    outsider_erase(actor=make_user(Role.PEOPLE_PARTNER), outsider=Outsider.objects.get())
    for path in ("moves", "packages", "claims", "people"):
        assert reader.get(f"/market/{path}").json()["data"] == []
    reader.get(f"/market/claims/{claim['id']}", 404)


def test_lists_go_on_where_they_ended_and_are_narrowed(keeper: Caller) -> None:
    texts = [
        (FRENCH, "Le Courrier"),
        (ARABIC, "المدار"),
        (FRENCH.replace("Awa Diarra", "Lina Haddadi"), "Post"),
    ]
    for text, source in texts:
        body = {**PAPER, "text": text, "source": source, "published": "2026-03-05"}
        [document] = keeper.post("/market/documents", body, 201).json()["documents"]
        for one in proposals_of(keeper, document).values():
            keeper.post(f"/market/proposals/{one['id']}/confirm", {}, 201, If_Match="*")
    for path, count in (
        ("moves", 3),
        ("packages", 2),
        ("claims", 5),
        ("people", 3),
        ("documents", 3),
        ("sources", 3),
    ):
        seen, cursor = [], None
        while True:
            page = keeper.get(f"/market/{path}", limit=1, **({"cursor": cursor} if cursor else {})).json()
            seen += [one["id"] for one in page["data"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert len(set(seen)) == len(seen) == count, path
        keeper.get(f"/market/{path}", 422, cursor="elsewhere")
    lina = Outsider.objects.get(name="Lina Haddadi")
    for path in ("moves", "packages", "claims"):
        found = keeper.get(f"/market/{path}", person=lina.pk).json()["data"]
        assert {each["person"]["name"] for each in found} == {"Lina Haddadi"}
    assert keeper.get("/market/claims", kind="package", since="2026-03-06").json()["data"] == []
    assert keeper.get("/market/proposals", state="open").json()["data"] == []
    organisation = Claim.objects.filter(kind="move").latest("pk").joined_id
    assert len(keeper.get("/market/moves", organisation=organisation).json()["data"]) >= 1


def test_what_cannot_be_is_refused_in_one_sentence(keeper: Caller, make_user: MakeUser) -> None:
    [document] = keeper.post("/market/documents", PAPER, 201).json()["documents"]
    correct = f"/market/proposals/{proposals_of(keeper, document)['move']['id']}/correct"
    for body, told in (
        ({"low": "5", "currency": "USD"}, "A move has no amount"),
        ({"joined": "", "left": ""}, "No organisation is named"),
        ({"outsider": 999_999}, "nobody outside of this number"),
    ):
        assert told in keeper.post(correct, body, 422, If_Match="*").json()["detail"]
    keeper.post(correct, {"currency": "dollars"}, 422, If_Match="*")
    keeper.post("/market/documents", {**PAPER, "published": "2999-01-01", "text": "x"}, 422)
    assert Claim.objects.count() == 0
    narrow = Caller(make_user(Role.EXECUTIVE), [Scope.MARKET_READ])
    narrow.post("/market/documents", PAPER, 403)
    Caller(make_user(Role.EMPLOYEE)).get("/market/moves", 403)
