from django.urls import path

from policy.personnel.views.importing import confirm_import, import_file
from policy.personnel.views.people import people, person, units

app_name = "personnel"

urlpatterns = [
    path("", people, name="people"),
    path("units/", units, name="units"),
    path("<int:pk>/", person, name="person"),
    path("import/", import_file, name="import"),
    path("import/<slug:kind>/", import_file, name="import"),
    path("import/<slug:kind>/confirm/", confirm_import, name="import_confirm"),
]
