from django.urls import path

from audits.findings.views import acting, handling, lists, of_oneself, showing, windows
from audits.findings.views.acts import ACTS

app_name = "findings"

urlpatterns = [
    path("", lists.finding_list, name="list"),
    path("file/", acting.file, name="file"),
    path("rules/", handling.rules, name="rules"),
    path("rules/<str:kind>/", handling.rule, name="rule"),
    path("offices/new/", handling.office, name="new_office"),
    path("offices/<int:office>/", handling.office, name="office"),
    path("windows/", windows.windows, name="windows"),
    path("windows/declare/", windows.declare, name="declare"),
    path("disclosures/", windows.disclosures, name="disclosures"),
    path("about-you/", of_oneself.mine, name="mine"),
    path("about-you/read/", of_oneself.read, name="read"),
    path("about-you/disclose/", of_oneself.tell, name="disclose"),
    path("about-you/<str:token>/", of_oneself.own, name="own"),
    path("<int:pk>/", showing.detail, name="detail"),
    *(path(f"<int:pk>/{act.name}/", acting.act, {"name": act.name}, name=act.name) for act in ACTS),
    path("<int:pk>/offices/<int:notice>/", acting.tell_office, name="tell_office"),
    path("<int:pk>/names/<int:unmasking>/", showing.name, name="name"),
    path("<int:pk>/names/<int:unmasking>/decide/", acting.decide, name="decide"),
    path("<int:pk>/names/<int:unmasking>/told/", acting.tell_by_hand, name="told"),
]
