"""The database engine `config.postgres`: Django's own for PostgreSQL, on the embedded server."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base, client

from audits.trail.roles import PREFIX
from config.postgres import server
from config.postgres.package import COMMANDS


def point_at_server(settings: dict[str, Any]) -> None:
    """Start the server when it is first needed, and complete the settings of the connection."""
    directory = server.start(data=Path(settings["DATA"]))
    settings["HOST"] = str(directory)
    settings["USER"] = f"{PREFIX}_{settings['ROLE']}" if settings["ROLE"] else server.USER


class DatabaseClient(client.DatabaseClient):
    executable_name = str(COMMANDS / "psql")

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        point_at_server(settings_dict)
        return super().settings_to_cmd_args_env(settings_dict, parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        point_at_server(self.settings_dict)
        return super().get_connection_params()
