"""Hire: merit from scorecards."""
