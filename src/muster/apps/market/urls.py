"""The addresses of the market."""

from __future__ import annotations

from django.urls import path

from muster.apps.market.views import approaches, export, feeds, inbox, ledger, names, signals, targets, waves

__all__ = ["urlpatterns"]

app_name = "market"
urlpatterns = [
    path("", ledger.transfers, name="transfers"),
    path("transfers/file/", export.transfers_file, name="transfers-file"),
    path("flows/", export.flows, name="flows"),
    path("moves/<int:pk>/", ledger.move_detail, name="move"),
    path("packages/", ledger.package_index, name="packages"),
    path("packages/<int:pk>/", ledger.package_detail, name="package"),
    path("people/", ledger.people, name="people"),
    path("people/<int:pk>/", ledger.person_detail, name="person"),
    path("people/<int:pk>/edit/", names.person_edit, name="person-edit"),
    path("people/<int:pk>/erase/", names.erase_page, name="person-erase"),
    path("organisations/", names.organisations, name="organisations"),
    path("organisations/<int:pk>/", names.organisation_edit, name="organisation-edit"),
    path("sources/", names.sources, name="sources"),
    path("sources/<int:pk>/grade/", names.source_grade_page, name="source-grade"),
    path("claims/<int:pk>/resolve/", names.resolve_page, name="resolve"),
    path("claims/<int:pk>/reopen/", names.reopen_page, name="reopen"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<int:pk>/", inbox.document_detail, name="document"),
    path("proposals/<int:pk>/confirm/", inbox.proposal_confirm_page, name="confirm"),
    path("proposals/<int:pk>/correct/", inbox.correct_page, name="correct"),
    path("proposals/<int:pk>/drop/", inbox.proposal_drop_page, name="drop"),
    path("waves/", waves.waves, name="waves"),
    path("waves/scan/", waves.waves_ask, name="waves-scan"),
    path("waves/<int:pk>/", waves.wave_detail, name="wave"),
    path("targets/", targets.list_index, name="target-lists"),
    path("targets/new/", targets.list_new, name="target-list-new"),
    path("targets/<int:pk>/", targets.list_detail, name="target-list"),
    path("targets/<int:pk>/add/", targets.list_add, name="target-list-add"),
    path("targets/<int:pk>/fix/", targets.list_fix, name="target-list-fix"),
    path("targets/<int:pk>/file/", approaches.list_file, name="target-list-file"),
    path("targets/people/<int:pk>/", approaches.target_detail, name="target"),
    path("targets/people/<int:pk>/approached/", approaches.target_approached, name="target-approached"),
    path("targets/people/<int:pk>/rank/", approaches.target_rank, name="target-rank"),
    path("targets/people/<int:pk>/remove/", approaches.target_remove_page, name="target-remove"),
    path("signals/", signals.signal_index, name="signals"),
    path("signals/<int:pk>/", signals.signal_detail, name="signal"),
    path("signals/<int:pk>/inbox/", signals.signal_inbox, name="signal-inbox"),
    path("feeds/", feeds.feed_index, name="feeds"),
    path("feeds/<int:pk>/", feeds.feed_edit, name="feed"),
    path("feeds/<int:pk>/pause/", feeds.feed_pause_page, name="feed-pause"),
    path("feeds/<int:pk>/fetch/", feeds.feed_fetch_page, name="feed-fetch"),
    path("feeds/<int:pk>/remove/", feeds.feed_remove_page, name="feed-remove"),
]
