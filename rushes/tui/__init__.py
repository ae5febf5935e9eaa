"""The studio floor: a Textual application over the headless rooms. It shows events and calls inward; no film logic."""
