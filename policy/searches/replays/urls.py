from django.urls import path

from policy.searches.replays.views import detail, new, sign

app_name = "replays"

REPLAYS = "<slug:slug>/<int:number>/replays"

urlpatterns = [
    path(f"{REPLAYS}/", new, name="new"),
    path(f"{REPLAYS}/<int:pk>/", detail, name="detail"),
    path(f"{REPLAYS}/<int:pk>/sign-off/", sign, name="sign_off"),
]
