"""Hiring: requisitions, applications, blind review, the pipeline."""
