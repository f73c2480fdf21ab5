"""Tests of the server that tests use have it whether or not the others do."""

from __future__ import annotations

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("neo4j_server")
