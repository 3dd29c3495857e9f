"""The files of a handbook's source, and where finished files are, by their names from the project's root."""

from __future__ import annotations

SOURCE = "source"
HANDBOOK = "source/handbook.yaml"
PREFACE = "source/preface.md"
QUESTIONS = "source/questions"
TERMS = "source/terms.yaml"
DIVISIONS = "source/divisions.yaml"
DECISIONS = "source/decisions.yaml"
PUBLISHED = "source/wechat.yaml"
OUTPUT = "output"
