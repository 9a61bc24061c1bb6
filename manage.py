#!/usr/bin/env python
"""Django's command line for the Eigen Kracht case system."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ekc.settings.dev")
    from django.core.management import execute_from_command_line

    from ekc.engine_account import EngineError
    from ekc.sealed.keys import KeyAway

    try:
        execute_from_command_line(sys.argv)
    except (EngineError, KeyAway) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
