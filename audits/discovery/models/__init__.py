from audits.discovery.models.belongings import Belonging
from audits.discovery.models.contacts import StoredContact
from audits.discovery.models.folders import WatchedFolder
from audits.discovery.models.imports import FileFault, Import, ImportedFile
from audits.discovery.models.mappings import SavedMapping
from audits.discovery.models.observations import StoredObservation
from audits.discovery.models.reaches import PermittedHost, Reach

__all__ = [
    "Belonging",
    "FileFault",
    "Import",
    "ImportedFile",
    "PermittedHost",
    "Reach",
    "SavedMapping",
    "StoredContact",
    "StoredObservation",
    "WatchedFolder",
]
