"""The candidate's page of an offer, and the pages here around it: without script, in process."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from muster.apps.core.roles import Role
from muster.apps.core.worker import build_worker
from muster.apps.pay.models import (
    LetterTemplate,
    OfferAnswer,
    OfferState,
    OnboardingItem,
    OnboardingTask,
    Sending,
)
from muster.apps.pay.services.offers import offer_withdraw
from tests.apps.conftest import MakeUser
from tests.apps.hire.inside import NAME, signed_in, verified
from tests.apps.hire.openings import Opening
from tests.apps.pay.sending import link_of, sent, signed_offer

pytestmark = pytest.mark.django_db


def reads(response: Any, status: int = 200) -> str:
    """Return what a page says."""
    assert response.status_code == status
    return str(response.content.decode())


@pytest.mark.django_db(transaction=True)
def test_signed_sent_asked_answered_accepted(
    opening: Opening, make_user: MakeUser, django_assert_max_num_queries: Any
) -> None:
    stage = signed_offer(opening, make_user)
    inside, here = signed_in(stage.partner), reverse("pay:offer", args=[stage.offer.pk])
    assert "Send to the candidate" in reads(inside.get(here))
    preview = inside.get(reverse("pay:offer-letter", args=[stage.offer.pk]), {"last_day": "2027-99-99"})
    assert preview.content.startswith(b"%PDF")
    form = inside.get(reverse("pay:offer-send", args=[stage.offer.pk])).context["form"]
    values = {name: form[name].value() for name in form.fields}
    there = reverse("pay:offer-send", args=[stage.offer.pk])
    too_soon = {**values, "last_day": timezone.localdate().isoformat()}
    assert "as the policy says" in reads(inside.post(there, too_soon), 422)
    assert inside.post(there, values)["Location"] == here
    assert inside.get(there).status_code == 403
    mail.outbox.clear()
    build_worker(batch=True).run()
    sending = Sending.objects.get()
    page = reverse("offer:offer", args=[link_of(sending)])
    assert any(page in one.body for one in mail.outbox)

    candidate = Client()
    with django_assert_max_num_queries(15):
        told = reads(candidate.get(page))
    for words in (
        "It is open until the end of",
        "$300,000 a year",
        "Sign-on payment",
        "All years",
        "$2,430,000",
    ):
        assert words in told, words
    letter = candidate.get(reverse("offer:letter", args=[link_of(sending)]))
    assert b"".join(letter).startswith(b"%PDF")
    assert reads(candidate.post(f"{page}ask/", {"text": ""}), 422)
    assert candidate.post(f"{page}ask/", {"text": "From home?"})["Location"] == page
    assert "Questions about offers" in reads(inside.get("/"))
    question = stage.offer.questions.get()
    inside.post(reverse("pay:question-answer", args=[question.pk]), {"text": "Two days."})
    assert "Two days." in reads(candidate.get(page))
    with django_assert_max_num_queries(15):
        assert "Two days." in reads(inside.get(here))

    sha = sending.letter.sha256
    wrong = candidate.post(f"{page}accept/", {"name": "Somebody Else", "sha256": sha})
    assert "Type your name as it stands in the letter" in reads(wrong, 422)
    changed = candidate.post(f"{page}accept/", {"name": NAME, "sha256": "0" * 64})
    assert "not the letter that we sent you last" in reads(changed, 409)
    assert candidate.post(f"{page}accept/", {"name": NAME, "sha256": sha})["Location"] == page
    assert "You have accepted this offer already." in reads(candidate.get(page))
    again = candidate.post(f"{page}accept/", {"name": NAME, "sha256": sha})
    assert "You have accepted this offer already." in reads(again, 409)
    assert reads(candidate.post(f"{page}decline/", {"reason": "pay"}), 409)
    assert OfferAnswer.objects.count() == 1
    assert stage.now().state == OfferState.ACCEPTED
    assert "SHA-256 of the letter" in reads(inside.get(here))
    recruiter = signed_in(opening.recruiter)
    assert here in reads(recruiter.get(reverse("hire:application", args=[stage.offer.application_id])))
    manager = signed_in(opening.manager)
    assert "Welcome them on the first day" in reads(manager.get(reverse("pay:onboarding")))
    item = OnboardingItem.objects.filter(person=opening.manager)[0]
    tick = reverse("pay:onboarding-tick", args=[item.pk])
    assert manager.post(tick).status_code == 302
    assert item.title in reads(manager.get(reverse("pay:onboarding"), {"view": "done"}))
    manager.post(tick, {"undo": "1"})
    item.refresh_from_db()
    assert item.done_at is None
    assert verified()


def test_declined_extended_and_taken_back(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    page, candidate = reverse("offer:offer", args=[link_of(sending)]), Client()
    inside, extend = signed_in(stage.partner), reverse("pay:offer-extend", args=[stage.offer.pk])
    assert "already; choose a later day" in reads(
        inside.post(extend, {"last_day": sending.last_day.isoformat(), "reason": "More time."}), 422
    )
    later = (sending.last_day + timedelta(days=3)).isoformat()
    assert inside.get(extend).status_code == 200
    assert inside.post(extend, {"last_day": later, "reason": "They are ill."}).status_code == 302
    assert "They are ill." in reads(inside.get(reverse("pay:offer", args=[stage.offer.pk])))
    assert "What decided it?" in reads(candidate.get(f"{page}decline/"))
    assert reads(candidate.post(f"{page}decline/", {"reason": ""}), 422)
    said = {"reason": "other_offer", "words": "Sorry", "employer": "Rival Labs"}
    assert candidate.post(f"{page}decline/", said)["Location"] == page
    assert "You have declined this offer already." in reads(candidate.get(page))
    assert "Rival Labs" in reads(inside.get(reverse("pay:offer", args=[stage.offer.pk])))


def test_a_link_that_leads_nowhere(opening: Opening, make_user: MakeUser) -> None:
    stage, sending = sent(opening, make_user)
    page, candidate = reverse("offer:offer", args=[link_of(sending)]), Client()
    answer = candidate.get(page, headers={"accept-language": "nl"})
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'lang="en"' in reads(answer)  # the candidate's
    offer_withdraw(actor=stage.partner, offer=stage.now(), reason="The role is gone.")
    told = reads(candidate.get(page))
    assert "We have taken this offer back" in told
    assert "300,000" not in told
    assert candidate.get(f"{page}letter.pdf").status_code == 404
    sha = sending.letter.sha256
    assert "taken this offer back" in reads(
        candidate.post(f"{page}accept/", {"name": NAME, "sha256": sha}), 409
    )
    with time_machine.travel(timezone.now(), tick=False):  # all within a minute
        forged = reverse("offer:offer", args=["x" * 32])
        statuses = [candidate.get(forged).status_code for _ in range(61)]
    assert (statuses[0], statuses[-1]) == (404, 429)


@pytest.mark.any_database
def test_texts_policy_and_the_list(make_user: MakeUser) -> None:
    partner, executive = signed_in(make_user(Role.COMPENSATION_PARTNER)), signed_in(make_user(Role.EXECUTIVE))
    assert "s own</td>" in reads(partner.get(reverse("pay:letters")))
    edit = reverse("pay:letter-edit", args=["fr"])
    form = partner.get(edit).context["form"]
    values = {name: form[name].value() for name in form.fields}
    broken_text = partner.post(edit, {**values, "body": "{package}\n\n{salery}"})
    assert "{salery} is no place that a letter knows" in reads(broken_text, 422)
    assert partner.post(edit, {**values, "title": "Offre: {title}"}).status_code == 302
    assert LetterTemplate.objects.get().title == "Offre: {title}"
    assert "Version 1" in reads(partner.get(edit))
    assert partner.get(reverse("pay:letter-edit", args=["xx"])).status_code == 404
    assert executive.post(reverse("pay:policy-days"), {"days": "12"}).status_code == 302
    executive.post(reverse("pay:policy-days"), {"days": "0"})
    assert "At least 12 days" in reads(executive.get(reverse("pay:policy")))
    people = signed_in(make_user(Role.PEOPLE_PARTNER))
    checklist = reverse("pay:checklist")
    assert "so this one counts" in reads(people.get(checklist))
    assert people.post(checklist, {"title": "A badge", "owner": "manager", "days": "-3"}).status_code == 302
    assert people.post(checklist, {"title": "", "owner": "manager", "days": "0"}).status_code == 422
    assert "so this one counts" not in reads(people.get(checklist))
    people.post(reverse("pay:task-remove", args=[OnboardingTask.objects.get().pk]))
    assert not OnboardingTask.objects.exists()
