"""Nights written down by hand, and a reader of the page that came of one."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from rushes.film.night import Limits
from rushes.film.night_log import Entry, NightBegan, What
from rushes.memory.nights import begin_night, read_night

NIGHT = "20261121T220000Z"
BEGAN = datetime(2026, 11, 21, 22, tzinfo=UTC)
OVER = datetime(2026, 11, 22, 6, 52, tzinfo=UTC)


def entry(what, *, minutes=0.0, **values):
    """Something that happened so many minutes after the night began."""
    return Entry(at=BEGAN + timedelta(minutes=minutes), what=what, **values)


def ended(outcome="the deadline"):
    return Entry(at=OVER, what=What.END, text=outcome)


def a_night(folder, *entries, night=NIGHT, **limits):
    """The log of a night of nine hours in a project."""
    bounds = Limits(until=BEGAN + timedelta(hours=9), **limits)
    file = begin_night(folder, NightBegan(rushes="0.1.0", night=night, at=BEGAN, limits=bounds, disk=0))
    for one in entries:
        file.write(one)
    file.close()
    return read_night(folder, night)


VOID = {"meta", "img", "br", "link", "input"}


class Page(HTMLParser):
    """A page as a reader meets it: its elements, its words, its headings; every element closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.headings, self._words = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "style":
            return
        self._words.append(data)
        if self.open and self.open[-1] == "h2":
            self.headings.append(data)

    @property
    def words(self):
        """All that can be read, on one line."""
        return re.sub(r"\s+", " ", "".join(self._words))

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def addresses(self):
        return [one[key] for _, one in self.elements for key in ("src", "href", "poster", "srcset") if key in one]
