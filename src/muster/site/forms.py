"""How forms look."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting

__all__ = ["FormRenderer"]


class FormRenderer(TemplatesSetting):
    """Draws forms and their fields by the site's own templates."""

    form_template_name = "form/form.html"
    field_template_name = "form/field.html"
