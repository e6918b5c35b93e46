from django.urls import path

from audits.reports import views

app_name = "reports"

urlpatterns = [
    path("", views.report_list, name="list"),
    path("new/", views.new, name="new"),
    path("look-back/<int:replay_pk>/", views.look_back, name="look_back"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/download/<slug:form>/", views.download, name="download"),
    path("<int:pk>/proof/", views.proof, name="proof"),
    path("<int:pk>/charts/<slug:table>/", views.chart, name="chart"),
]
