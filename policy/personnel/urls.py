from django.urls import path

from policy.personnel.views.importing import confirm_import, import_file
from policy.personnel.views.notices import mark_all_read, mark_read, notices
from policy.personnel.views.people import people, person, units

app_name = "personnel"

urlpatterns = [
    path("", people, name="people"),
    path("units/", units, name="units"),
    path("<int:pk>/", person, name="person"),
    path("notices/", notices, name="notices"),
    path("notices/read/", mark_all_read, name="read_notices"),
    path("notices/<int:pk>/read/", mark_read, name="read_notice"),
    path("import/", import_file, name="import"),
    path("import/<slug:kind>/", import_file, name="import"),
    path("import/<slug:kind>/confirm/", confirm_import, name="import_confirm"),
]
