"""The only writers of discovery."""

from audits.discovery.actions.beginning import begin_import, cancel_import, resume_import
from audits.discovery.actions.concluding import conclude_import
from audits.discovery.actions.folders import look_into_folder, stop_watching, watch_folder
from audits.discovery.actions.reading import read_import
from audits.discovery.given import GivenFile

__all__ = [
    "GivenFile",
    "begin_import",
    "cancel_import",
    "conclude_import",
    "look_into_folder",
    "read_import",
    "resume_import",
    "stop_watching",
    "watch_folder",
]
