from django.urls import path

from audits.discovery.views import (
    belongings,
    catalog,
    describing,
    folders,
    imports,
    mappings,
    observations,
    overview,
    reaches,
)

app_name = "discovery"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("chart/", overview.chart, name="chart"),
    path("imports/", imports.import_list, name="imports"),
    path("imports/new/", imports.new, name="new_import"),
    path("imports/<int:pk>/", imports.detail, name="import"),
    path("imports/<int:pk>/progress/", imports.progress, name="progress"),
    path("imports/<int:pk>/cancel/", imports.cancel, name="cancel"),
    path("imports/<int:pk>/resume/", imports.resume, name="resume"),
    path("observations/", observations.observation_list, name="observations"),
    path("observations/<int:observation>/", observations.detail, name="observation"),
    path(
        "observations/<int:observation>/private/<int:unmasking>/",
        observations.private,
        name="private",
    ),
    path("about-you/<str:token>/", observations.own, name="own"),
    path("untraced/", observations.untraced, name="untraced"),
    path("catalog/", catalog.catalog, name="catalog"),
    path("catalog/test/", catalog.test, name="test"),
    path("catalog/blocklist/", catalog.blocklist, name="blocklist"),
    path("catalog/add/", reaches.add, name="add_reach"),
    path("catalog/added/<int:reach>/end/", reaches.end, name="end_reach"),
    path("catalog/permit/", reaches.permit, name="permit_host"),
    path("catalog/permitted/<int:host>/end/", reaches.end_permit_page, name="end_permit"),
    path("catalog/own/add/", belongings.add, name="add_belonging"),
    path("catalog/own/<int:belonging>/end/", belongings.end, name="end_belonging"),
    path("mappings/", mappings.mapping_list, name="mappings"),
    path("mappings/new/", describing.new, name="new_mapping"),
    path("mappings/<int:mapping>/change/", describing.change, name="change_mapping"),
    path("mappings/<int:mapping>/download/", mappings.download, name="download_mapping"),
    path("mappings/<int:mapping>/end/", mappings.end, name="end_mapping"),
    path(
        "imports/<int:pk>/files/<int:file>/mapping/",
        describing.new_for_file,
        name="mapping_for_file",
    ),
    path("folders/", folders.folder_list, name="folders"),
    path("folders/new/", folders.watch, name="watch_folder"),
    path("folders/<int:folder>/stop/", folders.stop, name="stop_watching"),
]
