from django.urls import path

from policy.changes.views import change_list, change_page, propose, settings_page

app_name = "changes"

urlpatterns = [
    path("", change_list, name="list"),
    path("settings/", settings_page, name="settings"),
    path("propose/<slug:of>/", propose, name="propose"),
    path("<int:pk>/", change_page, name="detail"),
]
