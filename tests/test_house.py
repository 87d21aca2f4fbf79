"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if path.parent.name != "migrations")
MODULES = [path for path in SOURCES if not path.name.startswith("_")]
SERVICES = [path for path in MODULES if {"services", "services.py"} & {path.name, path.parent.name}]
MOST_LINES = 450

# Files of an app that another test goes through as a whole.
TESTED_BY_NAME = {
    "apps.py": "apps/core/ledger/test_verify.py",
    "urls.py": "apps/test_permissions.py",
    "urls_scim.py": "apps/test_permissions.py",
    "urls_bar.py": "apps/test_permissions.py",
    "urls_audit.py": "apps/test_permissions.py",
    "urls_committee.py": "apps/test_permissions.py",
    "urls_erasure.py": "apps/test_permissions.py",
    "urls_inside.py": "apps/test_permissions.py",
    "urls_interviews.py": "apps/test_permissions.py",
    "urls_merit.py": "apps/test_permissions.py",
    "urls_public.py": "apps/test_permissions.py",
}

# Parts of a whole that is tested through its front door, and where.
TESTED_ELSEWHERE = {
    "apps/core/models/external.py": "apps/hire/services/history/test_running.py",
    "apps/hire/services/history/answers.py": "apps/hire/services/history/test_scorecards.py",
    "apps/hire/services/history/applications.py": "apps/hire/services/history/test_candidates.py",
    "apps/hire/services/history/company.py": "apps/hire/services/history/test_openings.py",
    "apps/hire/services/history/context.py": "apps/hire/services/history/test_running.py",
    "apps/hire/services/history/erased.py": "apps/hire/services/history/test_scorecards.py",
    "apps/hire/services/history/interviews.py": "apps/hire/services/history/test_scorecards.py",
    "apps/hire/services/history/kits.py": "apps/hire/services/history/test_scorecards.py",
    "apps/hire/services/history/links.py": "apps/hire/services/history/test_running.py",
    "apps/hire/services/history/people.py": "apps/hire/services/history/test_openings.py",
    "apps/hire/services/history/report.py": "apps/hire/services/history/test_running.py",
    "tables/vendors/shapes.py": "tables/vendors/test_harvest.py",
    "tables/vendors/flat.py": "tables/vendors/test_tables.py",
    "apps/hire/exporting/records.py": "apps/hire/exporting/test_writing.py",
    "apps/hire/exporting/harvest.py": "apps/hire/exporting/test_writing.py",
    "apps/hire/models/exports.py": "apps/hire/services/test_exports.py",
    "apps/hire/selectors/exports.py": "apps/hire/services/test_exports.py",
    "apps/hire/services/exports_kept.py": "apps/hire/services/test_exports.py",
    "apps/hire/services/exports_making.py": "apps/hire/services/test_exports.py",
    "apps/hire/forms/exports.py": "apps/hire/views/test_exports.py",
    "cli/people.py": "cli/test_imports.py",
    "apps/hire/services/loading/bars.py": "site/test_demo_interviews.py",
    "site/demo_audit.py": "site/test_demo_interviews.py",
    "apps/hire/services/loading/committees.py": "site/test_demo_interviews.py",
    "apps/hire/services/loading/interviews.py": "site/test_demo_interviews.py",
    "apps/hire/services/loading/load.py": "site/test_demo.py",
    "apps/hire/services/loading/merit.py": "site/test_demo_merit.py",
    "apps/hire/services/loading/packets.py": "site/test_demo_interviews.py",
    "apps/hire/services/loading/people.py": "site/test_demo.py",
    "apps/hire/services/loading/plans.py": "site/test_demo.py",
    "apps/hire/services/loading/rows.py": "site/test_demo.py",
    "apps/hire/services/loading/scorecards.py": "site/test_demo_interviews.py",
    "apps/hire/services/loading/staff.py": "site/test_demo.py",
    "site/extraction.py": "site/test_locale.py",
    "site/messages.py": "site/test_locale.py",
    "apps/accounts/api/me.py": "apps/accounts/api/test_access.py",
    "apps/accounts/scim/shapes.py": "apps/accounts/scim/test_views.py",
    "apps/accounts/services/directory.py": "apps/accounts/scim/test_views.py",
    "apps/accounts/forms.py": "apps/accounts/views/test_people.py",
    "apps/accounts/menus.py": "apps/accounts/views/test_people.py",
    "apps/accounts/rules.py": "apps/accounts/test_selectors.py",
    "apps/core/backup/files.py": "apps/core/backup/test_create.py",
    "apps/core/backup/postgresql.py": "apps/core/backup/test_create.py",
    "apps/core/backup/restore.py": "apps/core/backup/test_create.py",
    "apps/core/backup/sealing.py": "apps/core/backup/test_create.py",
    "apps/core/backup/sqlite.py": "apps/core/backup/test_create.py",
    "cli/backup.py": "apps/core/backup/test_create.py",
    "apps/core/api/base.py": "site/test_api.py",
    "apps/core/api/fields.py": "apps/core/api/test_answers.py",
    "apps/core/api/paging.py": "apps/core/api/test_answers.py",
    "apps/core/api/problems.py": "apps/core/api/test_answers.py",
    "apps/core/kept_answers.py": "apps/core/api/test_answers.py",
    "apps/core/models/answers.py": "apps/core/api/test_answers.py",
    "apps/core/audit.py": "apps/core/views/test_ledger.py",
    "apps/core/doctor/configuration.py": "apps/core/doctor/test_diagnosis.py",
    "apps/core/doctor/storage.py": "apps/core/doctor/test_diagnosis.py",
    "apps/core/doctor/walls.py": "apps/core/test_walls.py",
    "apps/core/doctor/work.py": "apps/core/doctor/test_diagnosis.py",
    "cli/doctor.py": "apps/core/doctor/test_diagnosis.py",
    "apps/core/errors.py": "apps/core/test_middleware.py",
    "apps/core/forms.py": "apps/core/views/test_ledger.py",
    "apps/core/models/base.py": "apps/core/ledger/test_change.py",
    "apps/core/models/files.py": "apps/core/test_files.py",
    "apps/core/models/jobs.py": "apps/core/test_jobs.py",
    "apps/core/models/sealed.py": "apps/hire/services/test_merit_running.py",
    "apps/core/models/webhooks.py": "apps/core/webhooks/test_delivering.py",
    "apps/core/views/webhooks.py": "apps/core/views/test_webhooks.py",
    "apps/core/webhooks/events.py": "apps/core/webhooks/test_delivering.py",
    "apps/core/webhooks/selectors.py": "apps/core/views/test_webhooks.py",
    "apps/core/webhooks/services.py": "apps/core/views/test_webhooks.py",
    "apps/hire/events.py": "apps/core/webhooks/test_delivering.py",
    "apps/org/events.py": "apps/core/webhooks/test_delivering.py",
    "apps/core/ledger/findings.py": "apps/core/ledger/test_verify.py",
    "apps/core/ledger/seals.py": "apps/hire/services/test_merit_running.py",
    "apps/core/rules.py": "apps/core/test_roles.py",
    "apps/core/selectors.py": "apps/core/views/test_ledger.py",
    "apps/core/views/common.py": "apps/core/views/test_ledger.py",
    "site/setup.py": "cli/test_site.py",
    "engine/market/claim_shapes.py": "engine/market/test_claims.py",
    "engine/market/reliability.py": "engine/market/test_claims.py",
    "engine/market/copying.py": "engine/market/test_claims.py",
    "engine/market/subjects.py": "engine/market/test_claims.py",
    "engine/market/weighing.py": "engine/market/test_claims.py",
    "engine/market/amounts.py": "engine/market/test_claims.py",
    "engine/market/conventions.py": "engine/market/test_claims.py",
    "apps/market/bridge/ledger.py": "apps/market/services/test_confirming.py",
    "apps/market/bridge/shapes.py": "apps/market/services/test_confirming.py",
    "apps/market/bridge/reading.py": "apps/market/services/test_confirming.py",
    "apps/market/models/claims.py": "apps/market/services/test_confirming.py",
    "apps/market/models/documents.py": "apps/market/services/test_confirming.py",
    "apps/market/models/names.py": "apps/market/services/test_confirming.py",
    "apps/market/models/sources.py": "apps/market/services/test_confirming.py",
    "apps/market/rules.py": "apps/market/services/test_confirming.py",
    "apps/market/selectors/documents.py": "apps/market/services/test_confirming.py",
    "apps/market/selectors/market.py": "apps/market/services/test_confirming.py",
    "apps/market/selectors/names.py": "apps/market/services/test_confirming.py",
    "apps/market/services/composing.py": "apps/market/services/test_confirming.py",
    "apps/market/services/documents.py": "apps/market/services/test_confirming.py",
    "apps/market/services/erasing.py": "apps/market/services/test_confirming.py",
    "apps/market/services/receiving.py": "apps/market/services/test_confirming.py",
    "apps/market/services/resolving.py": "apps/market/services/test_confirming.py",
    "apps/market/services/sources.py": "apps/market/services/test_confirming.py",
    "apps/market/jobs.py": "apps/market/services/test_confirming.py",
    "apps/market/forms/documents.py": "apps/market/views/test_inbox.py",
    "apps/market/forms/names.py": "apps/market/views/test_inbox.py",
    "apps/market/menus.py": "apps/market/views/test_inbox.py",
    "apps/market/words.py": "apps/market/views/test_inbox.py",
    "apps/market/views/common.py": "apps/market/views/test_inbox.py",
    "apps/market/views/ledger.py": "apps/market/views/test_inbox.py",
    "apps/market/views/names.py": "apps/market/views/test_inbox.py",
    "apps/market/services/loading/load.py": "apps/market/services/test_loading.py",
    "apps/market/bridge/flows.py": "apps/market/views/test_inbox.py",
    "apps/market/selectors/flows.py": "apps/market/views/test_inbox.py",
    "apps/market/views/export.py": "apps/market/views/test_inbox.py",
    "site/demo_market.py": "site/test_demo_interviews.py",
    "demo/market/records.py": "demo/market/test_draw.py",
    "demo/market/texts.py": "demo/market/test_draw.py",
    "site/wsgi.py": "cli/test_processes.py",
    "apps/org/forms/people.py": "apps/org/views/test_people.py",
    "apps/org/forms/structure.py": "apps/org/views/test_teams.py",
    "apps/org/jobs/imports.py": "apps/org/services/imports/test_requests.py",
    "apps/org/forms/imports.py": "apps/org/views/test_imports.py",
    "apps/core/models/columns.py": "apps/core/test_columns.py",
    "apps/hire/models/offers_elsewhere.py": "apps/hire/services/history/test_offers.py",
    "apps/org/models/imports.py": "apps/org/services/imports/test_requests.py",
    "apps/org/models/places.py": "apps/org/views/test_places.py",
    "apps/org/models/structure.py": "apps/org/models/test_people.py",
    "apps/org/selectors/imports.py": "apps/org/views/test_imports.py",
    "apps/org/services/activity.py": "apps/org/jobs/test_activity.py",
    "apps/org/services/catalogue.py": "apps/org/views/test_places.py",
    "apps/org/services/imports/catalogue.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/imports/planning.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/imports/problems.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/imports/reading.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/imports/running.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/imports/writing.py": "apps/org/services/imports/test_requests.py",
    "apps/org/services/posts.py": "apps/org/services/test_employees.py",
    "apps/org/services/saving.py": "apps/org/services/test_employees.py",
    "apps/org/services/schedule.py": "apps/org/services/test_employees.py",
    "apps/org/urls.py": "apps/org/views/test_common.py",
    "apps/hire/api/candidates.py": "apps/hire/api/test_applications.py",
    "apps/hire/api/decisions.py": "apps/hire/api/test_scorecards.py",
    "apps/hire/api/interviews.py": "apps/hire/api/test_requisitions.py",
    "apps/hire/api/merit.py": "apps/hire/api/test_scorecards.py",
    "site/assistants/tools_evidence.py": "site/assistants/test_tools_hiring.py",
    "apps/hire/api/shapes.py": "apps/hire/api/test_requisitions.py",
    "apps/hire/api/harvest/shapes.py": "apps/hire/api/harvest/test_operations.py",
    "apps/hire/models/notes.py": "apps/hire/api/test_applications.py",
    "apps/hire/selectors/candidacies.py": "apps/hire/api/test_applications.py",
    "apps/hire/selectors/evidence.py": "apps/hire/api/test_scorecards.py",
    "apps/hire/selectors/notes.py": "apps/hire/api/test_applications.py",
    "apps/hire/services/notes.py": "apps/hire/api/test_applications.py",
    "apps/hire/bridge/panels.py": "apps/hire/selectors/test_capacity.py",
    "apps/hire/bridge/report.py": "apps/hire/services/test_merit_reports.py",
    "apps/hire/bridge/reproducing.py": "apps/hire/services/test_merit_running.py",
    "apps/hire/forms/merit.py": "apps/hire/views/test_merit.py",
    "apps/core/erased.py": "apps/hire/services/test_erasing.py",
    "apps/hire/forms/erasures.py": "apps/hire/views/test_erasures.py",
    "apps/hire/models/calendar.py": "apps/hire/views/test_calendar.py",
    "apps/hire/selectors/calendar.py": "apps/hire/views/test_calendar.py",
    "apps/hire/services/calendar_links.py": "apps/hire/views/test_calendar.py",
    "apps/hire/models/erasure.py": "apps/hire/services/test_erasures.py",
    "apps/hire/selectors/erasures.py": "apps/hire/views/test_erasures.py",
    "apps/hire/services/erasures_running.py": "apps/hire/services/test_erasures.py",
    "apps/hire/services/retention_finding.py": "apps/hire/services/test_retention.py",
    "apps/hire/bridge/bar.py": "apps/hire/services/test_bar_running.py",
    "apps/hire/bridge/bar_input.py": "apps/hire/services/test_bar_running.py",
    "apps/hire/bridge/bar_picture.py": "apps/hire/views/test_bar.py",
    "apps/hire/bridge/audit_reproducing.py": "apps/hire/services/test_audits.py",
    "apps/hire/bridge/reproducing_bar.py": "apps/hire/services/test_bar_running.py",
    "apps/hire/forms/bar.py": "apps/hire/views/test_bar.py",
    "apps/hire/models/bar.py": "apps/hire/services/test_bars.py",
    "apps/hire/rules_bar.py": "apps/hire/views/test_bar.py",
    "apps/hire/selectors/bar_page.py": "apps/hire/views/test_bar.py",
    "apps/hire/selectors/bars.py": "apps/hire/services/test_bars.py",
    "apps/hire/selectors/outcomes.py": "apps/hire/views/test_outcomes.py",
    "apps/hire/services/carrying_out.py": "apps/hire/services/test_merit_running.py",
    "apps/hire/services/outcomes.py": "apps/hire/views/test_outcomes.py",
    "apps/hire/services/uploads.py": "apps/hire/services/test_imports.py",
    "apps/hire/views/tickets.py": "apps/hire/views/test_imports.py",
    "apps/hire/bridge/audit.py": "apps/hire/services/test_audits.py",
    "apps/hire/bridge/audit_counts.py": "apps/hire/services/test_audits.py",
    "apps/hire/bridge/audit_merit.py": "apps/hire/services/test_audits.py",
    "apps/hire/bridge/auditing.py": "apps/hire/services/test_audits.py",
    "apps/hire/models/audit.py": "apps/hire/services/test_audits.py",
    "apps/hire/selectors/audits.py": "apps/hire/services/test_audits.py",
    "apps/hire/services/audits_running.py": "apps/hire/services/test_audits.py",
    "apps/hire/forms/audits.py": "apps/hire/views/test_audits.py",
    "apps/hire/selectors/audit_pictures.py": "apps/hire/views/test_audits.py",
    "apps/hire/selectors/audit_questions.py": "apps/hire/views/test_audits.py",
    "apps/hire/selectors/audit_report.py": "apps/hire/views/test_audits.py",
    "apps/hire/selectors/audit_results.py": "apps/hire/views/test_audits.py",
    "apps/hire/selectors/audit_words.py": "apps/hire/views/test_audits.py",
    "apps/hire/views/audit_results.py": "apps/hire/views/test_audits.py",
    "apps/hire/models/merit.py": "apps/hire/services/test_merit_running.py",
    "apps/hire/models/merit_choice.py": "apps/hire/bridge/test_choosing.py",
    "apps/hire/selectors/merit_board.py": "apps/hire/views/test_merit.py",
    "apps/hire/selectors/merit_runs.py": "apps/hire/views/test_merit.py",
    "apps/hire/selectors/merit_why.py": "apps/hire/views/test_merit.py",
    "apps/hire/forms/candidates.py": "apps/hire/views/test_referrals.py",
    "apps/hire/forms/careers.py": "apps/hire/views/test_careers.py",
    "apps/hire/forms/committee.py": "apps/hire/views/test_committee.py",
    "apps/hire/forms/imports.py": "apps/hire/views/test_imports.py",
    "apps/hire/forms/interviews.py": "apps/hire/views/test_interviews.py",
    "apps/hire/forms/reach.py": "apps/hire/views/test_reach.py",
    "apps/hire/forms/scorecards.py": "apps/hire/views/test_scorecards.py",
    "apps/hire/models/protected.py": "apps/hire/views/test_candidates.py",
    "apps/hire/models/submissions.py": "apps/hire/services/test_careers.py",
    "apps/hire/selectors/candidates.py": "apps/hire/views/test_candidates.py",
    "apps/hire/selectors/careers.py": "apps/hire/views/test_careers.py",
    "apps/hire/selectors/dossier.py": "apps/hire/services/test_dossier.py",
    "apps/hire/selectors/diary.py": "apps/hire/test_talent.py",
    "apps/hire/selectors/finding.py": "apps/hire/test_menus.py",
    "apps/hire/selectors/owed.py": "apps/hire/test_talent.py",
    "apps/hire/selectors/talent.py": "apps/hire/test_talent.py",
    "apps/hire/views/lists.py": "apps/hire/test_talent.py",
    "apps/hire/services/candidates.py": "apps/hire/views/test_referrals.py",
    "apps/hire/selectors/protected.py": "apps/hire/views/test_candidates.py",
    "apps/hire/services/protected.py": "apps/hire/views/test_candidates.py",
    "apps/hire/services/resumes.py": "apps/hire/views/test_careers.py",
    "apps/hire/views/feeds.py": "apps/hire/views/test_careers.py",
    "apps/hire/views/public.py": "apps/hire/views/test_careers.py",
    "apps/hire/urls_inside.py": "apps/test_permissions.py",
    "apps/hire/urls_public.py": "apps/test_permissions.py",
    "apps/hire/bridge/medians.py": "apps/hire/test_talent_company.py",
    "apps/hire/selectors/talent_company.py": "apps/hire/test_talent_company.py",
    "apps/pay/bridge/claims.py": "apps/pay/views/test_claims.py",
    "apps/pay/bridge/packages.py": "apps/pay/services/test_offers.py",
    "apps/pay/bridge/places.py": "apps/pay/services/test_offers.py",
    "apps/pay/bridge/worth.py": "apps/pay/views/test_offers.py",
    "apps/pay/bridge/years.py": "apps/pay/test_letters.py",
    "apps/pay/composing.py": "apps/pay/test_letters.py",
    "apps/pay/content.py": "apps/pay/services/test_offers.py",
    "apps/pay/events.py": "apps/core/webhooks/test_delivering.py",
    "apps/pay/forms/acceptance.py": "apps/pay/views/test_acceptance.py",
    "apps/pay/forms/candidate.py": "apps/pay/views/test_candidate.py",
    "apps/pay/forms/joining.py": "apps/pay/views/test_candidate.py",
    "apps/pay/forms/letters.py": "apps/pay/views/test_candidate.py",
    "apps/pay/forms/package.py": "apps/pay/views/test_offers.py",
    "apps/pay/forms/policy.py": "apps/pay/views/test_policy.py",
    "apps/pay/forms/signing.py": "apps/pay/views/test_offers.py",
    "apps/pay/jobs.py": "apps/pay/services/test_signing.py",
    "apps/pay/links.py": "apps/pay/services/test_sending.py",
    "apps/pay/menus.py": "apps/pay/views/test_offers.py",
    "apps/pay/models/notices.py": "apps/pay/services/test_sending.py",
    "apps/pay/models/answers.py": "apps/pay/services/test_answering.py",
    "apps/pay/models/bands.py": "apps/pay/views/test_policy.py",
    "apps/pay/models/claims.py": "apps/pay/views/test_claims.py",
    "apps/pay/models/joining.py": "apps/pay/services/test_answering.py",
    "apps/pay/models/letters.py": "apps/pay/services/test_sending.py",
    "apps/pay/models/offers.py": "apps/pay/services/test_offers.py",
    "apps/pay/models/signing.py": "apps/pay/services/test_signing.py",
    "apps/pay/rules.py": "apps/pay/views/test_offers.py",
    "apps/pay/selectors/acceptance.py": "apps/pay/views/test_acceptance.py",
    "apps/pay/selectors/bands.py": "apps/pay/services/test_offers.py",
    "apps/pay/selectors/claims.py": "apps/pay/views/test_claims.py",
    "apps/pay/selectors/comparing.py": "apps/pay/views/test_offers.py",
    "apps/pay/selectors/narrowing.py": "apps/pay/views/test_acceptance.py",
    "apps/pay/selectors/joining.py": "apps/pay/views/test_candidate.py",
    "apps/pay/selectors/letters.py": "apps/pay/services/test_sending.py",
    "apps/pay/selectors/offers.py": "apps/pay/views/test_offers.py",
    "apps/pay/selectors/placing.py": "apps/pay/views/test_offers.py",
    "apps/pay/selectors/policy.py": "apps/pay/services/test_signing.py",
    "apps/pay/selectors/signers.py": "apps/pay/services/test_signing.py",
    "apps/pay/selectors/signing.py": "apps/pay/views/test_offers.py",
    "apps/pay/services/asking.py": "apps/pay/services/test_signing.py",
    "apps/pay/services/claims.py": "apps/pay/views/test_claims.py",
    "apps/pay/services/loading/answers.py": "site/test_demo_interviews.py",
    "apps/pay/services/loading/load.py": "site/test_demo_interviews.py",
    "apps/pay/services/loading/offers.py": "site/test_demo_interviews.py",
    "apps/pay/services/expiring.py": "apps/pay/services/test_sending.py",
    "apps/pay/services/joining.py": "apps/pay/services/test_answering.py",
    "apps/pay/services/letters.py": "apps/pay/test_letters.py",
    "apps/pay/services/policy.py": "apps/pay/services/test_signing.py",
    "apps/pay/services/reminding.py": "apps/pay/services/test_signing.py",
    "apps/pay/services/submitting.py": "apps/pay/services/test_signing.py",
    "apps/pay/services/telling.py": "apps/pay/services/test_sending.py",
    "apps/pay/talent.py": "apps/pay/views/test_offers.py",
    "apps/pay/terms.py": "apps/pay/test_letters.py",
    "apps/pay/views/builder.py": "apps/pay/views/test_offers.py",
    "apps/pay/views/common.py": "apps/pay/views/test_offers.py",
    "apps/pay/views/joining.py": "apps/pay/views/test_candidate.py",
    "apps/pay/views/letters.py": "apps/pay/views/test_candidate.py",
    "apps/pay/views/sending.py": "apps/pay/views/test_candidate.py",
    "apps/pay/words.py": "apps/pay/services/test_offers.py",
    "reports/printing.py": "reports/test_packet.py",
    "demo/organisation/booking.py": "demo/organisation/test_interviews.py",
    "demo/organisation/committee_records.py": "demo/organisation/test_committees.py",
    "demo/organisation/offer_packages.py": "demo/organisation/test_offers.py",
    "demo/organisation/offer_records.py": "demo/organisation/test_offers.py",
    "demo/organisation/pay_scales.py": "demo/organisation/test_offers.py",
    "demo/organisation/hiring_records.py": "demo/organisation/test_pipeline.py",
    "demo/organisation/interview_records.py": "demo/organisation/test_interviews.py",
    "demo/organisation/meeting.py": "demo/organisation/test_committees.py",
    "demo/organisation/records.py": "demo/organisation/test_build.py",
    "demo/organisation/season_interviews.py": "demo/organisation/test_season.py",
    "tables/assemble.py": "tables/test_reading.py",
    "tables/columns.py": "tables/test_ids.py",
    "tables/contents.py": "tables/test_bad_input.py",
    "tables/fields.py": "tables/test_reading.py",
    "tables/layout.py": "tables/test_bad_input.py",
    "tables/lines.py": "tables/test_delimited.py",
    "tables/options.py": "tables/test_reading.py",
    "tables/ratings.py": "tables/test_bad_input.py",
    "tables/spelling.py": "tables/test_bad_input.py",
    "tables/headings.py": "tables/test_mapping.py",
    "tables/tree.py": "tables/test_packages.py",
    "tables/tree_fields.py": "tables/test_packages.py",
    "tables/package_contract.py": "cli/test_pay.py",
    "engine/market/bounds.py": "engine/market/test_money.py",
    "engine/market/counts.py": "engine/market/test_extract.py",
    "engine/market/dates.py": "engine/market/test_extract.py",
    "engine/market/mentions.py": "engine/market/test_extract.py",
    "engine/market/moves.py": "engine/market/test_extract.py",
    "engine/market/naming.py": "engine/market/test_extract.py",
    "engine/market/naming_arabic.py": "engine/market/test_extract.py",
    "engine/market/packages.py": "engine/market/test_extract.py",
    "engine/market/paying.py": "engine/market/test_extract.py",
    "engine/market/periods.py": "engine/market/test_extract.py",
    "engine/market/phrases.py": "engine/market/test_extract.py",
    "engine/market/shapes.py": "engine/market/test_extract.py",
    "engine/market/stance.py": "engine/market/test_extract.py",
    "tables/market/decoding.py": "tables/market/test_documents.py",
    "tables/market/feeds.py": "tables/market/test_documents.py",
    "tables/market/pages.py": "tables/market/test_documents.py",
    "tables/market/contract.py": "cli/test_market.py",
    "tables/market/currencies.py": "cli/test_market.py",
    "tables/market/reading.py": "cli/test_market.py",
    "cli/show_market.py": "cli/test_market.py",
    "engine/pay/parts.py": "engine/pay/test_lines.py",
    "engine/pay/dates.py": "engine/pay/test_schedules.py",
    "engine/pay/grant_faults.py": "engine/pay/test_faults.py",
    "engine/pay/payoffs.py": "engine/pay/test_package.py",
    "engine/pay/valuation.py": "engine/pay/test_package.py",
    "reports/pay_charts.py": "reports/test_pay_report.py",
    "reports/pay_words.py": "reports/test_pay_report.py",
    "cli/show_pay.py": "cli/test_pay.py",
}

MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:root|home/[a-z]+|work|opt|Users/[A-Za-z]+)/")
REGISTRIES = re.compile(
    r"index[-]url[ =]|--find[-]links|files\.pythonhosted\.org|https?://[\w.-]*pypi[\w.-]*/simple",
    re.IGNORECASE,
)
BINARY = {".mo", ".png", ".ttf", ".otf", ".woff", ".woff2", ".parquet", ".pdf", ".gz"}


def tracked() -> list[Path]:
    """Return the files of the checkout that are, or are about to be, under version control."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listing.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for path in tracked():
        if path.suffix in BINARY:
            continue
        for row, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if MACHINE_PATHS.search(line) or REGISTRIES.search(line):
                found.append(f"{path.relative_to(ROOT)}:{row}: {line.strip()[:100]}")
    assert found == []


def test_the_lock_holds_only_pins_and_hashes() -> None:
    pin = re.compile(r"[a-z0-9.-]+==[^\s;]+( ; [^\\]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?|#.*")
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not pin.fullmatch(line)] == []


def test_the_lock_pins_all_that_is_declared() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *declared["project"]["dependencies"],
        *chain.from_iterable(declared["project"]["optional-dependencies"].values()),
        *chain.from_iterable(declared["dependency-groups"].values()),
    ]
    pinned: defaultdict[str, list[str]] = defaultdict(list)
    for name, version in re.findall(
        r"^([a-z0-9.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    ):
        pinned[name].append(version)
    for requirement in map(Requirement, wanted):
        versions = pinned[requirement.name.lower()]
        assert versions, f"{requirement.name} is not in requirements.lock; run make lock"
        assert all(version in requirement.specifier for version in versions)


def test_files_can_be_read_at_a_sitting() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in SOURCES}
    assert {str(path): length for path, length in lengths.items() if length > MOST_LINES} == {}


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_module_says_what_it_is_and_what_it_offers(path: Path) -> None:
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)
    module = importlib.import_module(name_of(path))
    offered = getattr(module, "__all__", None)
    if path in MODULES:
        assert offered is not None or not public_names(tree), "name what it offers in __all__"
    assert [name for name in offered or () if not hasattr(module, name)] == []


def public_names(tree: ast.Module) -> list[str]:
    """Return the functions and classes a module defines without an underscore."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    return [node.name for node in tree.body if isinstance(node, kinds) and not node.name.startswith("_")]


def test_tests_mirror_the_sources() -> None:
    missing = [place for place in TESTED_ELSEWHERE if not (ROOT / "src" / "muster" / place).is_file()]
    for path in MODULES:
        place = path.relative_to(ROOT / "src" / "muster")
        mirror = TESTED_BY_NAME.get(place.name, str(place.parent / f"test_{place.name}"))
        expected = TESTED_ELSEWHERE.get(str(place), mirror)
        if not (ROOT / "tests" / expected).is_file():
            missing.append(f"{place}: there is no tests/{expected}")
    assert missing == []


def test_services_take_their_turn_at_the_ledger() -> None:
    """A transaction that locks rows before it takes its turn can block another for ever (core/ledger/turns.py)."""
    wrong = [name_of(path) for path in SERVICES if "transaction.atomic" in path.read_text()]
    assert wrong == [], "begin with muster.apps.core.ledger.writing() in place of transaction.atomic()"


def test_no_signals_between_apps() -> None:
    sources = [path for path in MODULES if "apps" in path.parts]
    assert [name_of(path) for path in sources if "django.dispatch" in path.read_text()] == []


WITHOUT_DJANGO = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {
            "django", "allauth", "django_tasks", "ninja", "csp", "environs", "granian", "psycopg"
        }:
            raise ModuleNotFoundError(f"No module named {name!r} (as without the web extra)", name=name)

sys.meta_path.insert(0, Blocked())
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def test_the_rest_goes_on_without_the_web_extra() -> None:
    """Every test below the apps can be collected without Django, and some of each run."""
    options = ["-p", "no:django", "-p", "no:xdist", "-p", "no:cacheprovider"]
    folders = [f"tests/{name}" for name in ("engine", "tables", "reports", "demo", "cli")]
    few = ["tests/engine/test_checks.py", "tests/tables/test_ids.py", "tests/reports/test_text.py"]
    environ = {name: value for name, value in os.environ.items() if name != "MUSTER_NO_SKIPS"}
    for arguments in (["--collect-only", *folders], few):
        done = subprocess.run(
            [sys.executable, "-c", WITHOUT_DJANGO, *options, *arguments],
            cwd=ROOT,
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
