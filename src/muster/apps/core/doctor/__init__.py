"""What is wrong with an installation, and how to mend it. `settings.SITE_CHECKS` names the checks of all apps."""

from muster.apps.core.doctor.diagnosis import Check, Diagnosis, Level, diagnose

__all__ = ["Check", "Diagnosis", "Level", "diagnose"]
