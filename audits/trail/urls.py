from django.urls import path

from audits.trail.views import entries, lists, proofs

app_name = "trail"

urlpatterns = [
    path("", lists.trail_list, name="list"),
    path("<int:index>/", entries.entry, name="entry"),
    path("<int:index>/proof/", proofs.proof, name="proof"),
    path("requests/<int:pk>/", lists.request_story, name="request"),
    path("requests/<int:pk>/proof/", proofs.request_proof, name="request_proof"),
    path("people/<int:pk>/", lists.person_history, name="person"),
    path("me/", lists.who_looked, name="me"),
    path("verify/", proofs.verify, name="verify"),
]
