"""The review of the read log. Names are those of `cases:`."""

from django.urls import path

from .views import reviews

urlpatterns = [
    path("beheer/leeslog/controle/", reviews.reviews, name="reviews"),
    path("beheer/leeslog/controle/<int:pk>/", reviews.review, name="review"),
    path("beheer/leeslog/controle/<int:pk>/aftekenen/", reviews.sign, name="review_sign"),
    path("beheer/leeslog/controle/regel/<int:pk>/", reviews.answer, name="review_answer"),
]
