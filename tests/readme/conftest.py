"""This project as a repository, as the tests of the hooks have it."""

from tests.hooks.conftest import project

__all__ = ["project"]
