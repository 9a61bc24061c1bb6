from django.urls import path

from .views import demo, failures

app_name = "outbox"
urlpatterns = [
    path("berichten/", failures.failures, name="failures"),
    path("berichten/termijn/<int:pk>/opnieuw/", failures.retry_row, name="retry_row"),
    path("berichten/termijn/<int:pk>/vervalt/", failures.lapse_row, name="lapse_row"),
    path("berichten/bericht/<int:pk>/opnieuw/", failures.retry_mail, name="retry_mail"),
    path("berichten/bericht/<int:pk>/vervalt/", failures.lapse_mail, name="lapse_mail"),
    path("demo/post/", demo.letter_box, name="letter_box"),
    path("demo/post/<int:pk>/", demo.letter, name="letter"),
]
