"""Reads a calendar from standard input with a library that others wrote, and says as JSON what it found."""

import json
import sys

from icalendar import Calendar


def event(one):
    return {
        "uid": str(one["UID"]),
        "at_ms": int(one["DTSTART"].dt.timestamp() * 1000),
        "minutes": int((one["DTEND"].dt - one["DTSTART"].dt).total_seconds() // 60),
        "summary": str(one["SUMMARY"]),
        "description": str(one.get("DESCRIPTION", "")),
        "status": str(one["STATUS"]),
        "errors": [str(error) for error in one.errors],
    }


calendar = Calendar.from_ical(sys.stdin.buffer.read())
found = {
    "name": str(calendar["X-WR-CALNAME"]),
    "version": str(calendar["VERSION"]),
    "errors": [str(error) for error in calendar.errors],
    "events": [event(one) for one in calendar.walk("VEVENT")],
}
json.dump(found, sys.stdout)
