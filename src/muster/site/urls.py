"""The addresses of the site: one prefix a section, and those of signing in."""

from __future__ import annotations

from django.urls import include, path

from muster.site.api import api, api_page, harvest

__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]

handler400 = "muster.site.errors.bad_request"
handler403 = "muster.site.errors.forbidden"
handler404 = "muster.site.errors.not_found"
handler500 = "muster.site.errors.server_error"
handler429 = "muster.site.errors.too_many"  # which allauth asks for

urlpatterns = [
    path("", include("muster.site.pages")),
    path("developers/", api_page, name="api-page"),
    path("api/v1/", api.urls),
    path("api/harvest/v1/", harvest.urls),
    path("scim/v2/", include("muster.apps.accounts.urls_scim")),
    path("accounts/", include("allauth.urls")),
    path("accounts/", include("muster.apps.accounts.urls")),
    path("core/", include("muster.apps.core.urls")),
    path("org/", include("muster.apps.org.urls")),
    path("hire/", include("muster.apps.hire.urls")),
    path("pay/", include("muster.apps.pay.urls")),
    path("market/", include("muster.apps.market.urls")),
    path("careers/", include("muster.apps.hire.urls_public")),
    path("offer/", include("muster.apps.pay.urls_public")),
]
