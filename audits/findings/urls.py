from django.urls import path

from audits.findings.views import pages as views

app_name = "findings"

urlpatterns = [
    path("", views.finding_list, name="list"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/close/", views.close, name="close"),
]
