"""The addresses of pay."""

from __future__ import annotations

from django.urls import path

from muster.apps.pay.views import acceptance, builder, joining, letters, offers, policy, sending

__all__ = ["urlpatterns"]

app_name = "pay"
urlpatterns = [
    path("offers/", offers.offer_index, name="offers"),
    path("offers/open/<int:pk>/", offers.offer_open_page, name="offer-open"),
    path("offers/<int:pk>/", offers.offer_detail, name="offer"),
    path("offers/<int:pk>/compare/", offers.offer_compare, name="offer-compare"),
    path("offers/<int:pk>/submit/", offers.offer_submit_page, name="offer-submit"),
    path("offers/<int:pk>/withdraw/", offers.offer_withdraw_page, name="offer-withdraw"),
    path("offers/<int:pk>/package/", builder.offer_build, name="offer-build"),
    path("offers/<int:pk>/package/worth/", builder.offer_worth, name="offer-worth"),
    path("offers/<int:pk>/letter.pdf", letters.offer_letter, name="offer-letter"),
    path("offers/<int:pk>/send/", sending.offer_send_page, name="offer-send"),
    path("offers/<int:pk>/extend/", sending.offer_extend_page, name="offer-extend"),
    path("offers/questions/<int:pk>/answer/", sending.question_answer_page, name="question-answer"),
    path("letters/", letters.letter_index, name="letters"),
    path("letters/<str:language>/", letters.letter_edit, name="letter-edit"),
    path("onboarding/", joining.onboarding_index, name="onboarding"),
    path("onboarding/<int:pk>/tick/", joining.onboarding_tick_page, name="onboarding-tick"),
    path("onboarding/checklist/", joining.checklist, name="checklist"),
    path("onboarding/checklist/<int:pk>/remove/", joining.task_remove_page, name="task-remove"),
    path("acceptance/", acceptance.acceptance, name="acceptance"),
    path("acceptance/file/", acceptance.acceptance_file, name="acceptance-file"),
    path("bands/", policy.band_index, name="bands"),
    path("bands/<int:pk>/remove/", policy.band_remove_page, name="band-remove"),
    path("claims/", policy.claim_index, name="claims"),
    path("claims/<int:pk>/remove/", policy.claim_remove_page, name="claim-remove"),
    path("policy/", policy.policy_index, name="policy"),
    path("policy/days/", letters.least_days_page, name="policy-days"),
    path("policy/<int:pk>/remove/", policy.rule_remove_page, name="rule-remove"),
    path("delegation/", policy.delegation_index, name="delegation"),
    path("delegation/<int:pk>/end/", policy.delegation_end_page, name="delegation-end"),
]
