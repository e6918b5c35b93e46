from django.urls import path

from policy.systems.views import detail, system_list

app_name = "systems"

urlpatterns = [
    path("", system_list, name="list"),
    path("<slug:slug>/", detail, name="detail"),
]
